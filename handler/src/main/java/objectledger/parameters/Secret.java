package objectledger.parameters;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A value that nobody may read by chance: it prints as a placeholder, and is no record, whose
 * {@code toString} would tell it. Only {@link #reveal} gives it, where it is sent.
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
