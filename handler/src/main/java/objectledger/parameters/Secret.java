package objectledger.parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A sensitive value that prints as a placeholder. It is not a record, because the {@code toString}
 * of a record would print it. Only {@link #reveal} returns the value, for the place that sends it.
 */
public final class Secret {
  public static final String REDACTED = "[secret]";

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  boolean isSameAs(Secret other) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return REDACTED;
  }
}
