package objectledger.ops;

/** An AWS service refuses one request, with a status and a code that say why. */
final class RefusedRequest extends CommandException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  /**
   * A refusal.
   *
   * @param status of the HTTP response
   * @param code the service's own, as {@code InvalidRequestContentException}; empty where it has
   *     none
   */
  RefusedRequest(String message, int status, String code) {
    super(message);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
