package objectledger.lambda;

/** A failure whose kind is known where it happens. It has no cause, which could tell a secret. */
public final class Faulted extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Fault fault;

  public Faulted(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }
}
