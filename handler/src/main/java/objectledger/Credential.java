package objectledger;

import java.util.Map;
import java.util.Optional;

/**
 * What a call proves itself with.
 *
 * @param token a text that a header can carry; empty where none is asked for
 */
record Credential(Optional<Secret> token) {
  static final Credential NONE = new Credential(Optional.empty());

  /**
   * A header with a line break would be another header; Java refuses it, and tells its value.
   *
   * @param name the parameter's
   * @throws Faulted if no header can carry it
   */
  static Credential of(String name, Secret token) {
    if (!token.reveal().matches("[!-~]{1,8000}")) {
      throw new Faulted(
          Fault.FORBIDDEN,
          "the parameter %s is no token: it is empty, too long, or has a space, a line break or a"
                  .formatted(name)
              + " letter beyond ASCII");
    }
    return new Credential(Optional.of(token));
  }

  void into(Map<String, String> headers) {
    token.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret.reveal()));
  }

  String redact(String text) {
    return token.map(secret -> secret.redact(text)).orElse(text);
  }
}
