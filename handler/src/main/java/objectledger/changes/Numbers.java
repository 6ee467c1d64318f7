package objectledger.changes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Comparator;

/** Numbers as texts: none is rounded on its way. */
final class Numbers {
  /** The order of numbers by value, of texts that {@link #digits} accepts. */
  static final Comparator<String> ORDER = Comparator.comparing(BigDecimal::new);

  /** Of PostgreSQL's numeric, which its jsonb has too. */
  private static final int MAX_WHOLE_DIGITS = 131_072;

  private static final int MAX_SCALE = 16_383;

  /** A text of so many digits, without an exponent, is a number of any database. */
  private static final int SURELY_IN_RANGE = 18;

  /** Greater exponents are beyond all ranges, whatever digits are before them. */
  private static final int MAX_EXPONENT = 1_000_000_000;

  /** Longer texts are beyond all ranges, and take long to read. */
  private static final int MAX_TEXT = 200_000;

  private Numbers() {}

  /** The number of DynamoDB's text; its digits stay as they are where JSON allows it. */
  static Value digits(String text) {
    if (JsonNumber.isOne(text)) {
      return exact(text) == null ? outOfRange() : new Value.Digits(text);
    }
    var value = exact(text);
    return value == null
        ? new Value.Broken(ReasonCode.VALUE_INVALID, "it has a number that is none")
        : new Value.Digits(value.toString());
  }

  private static Value outOfRange() {
    return new Value.Broken(ReasonCode.VALUE_OUT_OF_RANGE, "it has a number beyond all ranges");
  }

  /** The value, with all digits; null if digits or exponent are beyond all ranges. */
  static BigDecimal exact(String text) {
    try {
      var value = text.length() > MAX_TEXT ? null : new BigDecimal(text);
      // Whatever takes zeros off the end moves the exponent: BigDecimal fails at the end of its
      // own.
      return value == null || Math.abs((long) value.scale()) > MAX_EXPONENT ? null : value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /**
   * The value, if a numeric of PostgreSQL can hold it.
   *
   * @throws RefusalException if it is beyond
   */
  static BigDecimal inRange(String text) {
    var value = exact(text);
    if (value == null) {
      throw new RefusalException(ReasonCode.VALUE_OUT_OF_RANGE, "a number beyond all ranges");
    }
    var stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    // As long: the difference of an extreme scale would overflow.
    if ((long) stripped.precision() - stripped.scale() > MAX_WHOLE_DIGITS
        || stripped.scale() > MAX_SCALE) {
      throw new RefusalException(
          ReasonCode.VALUE_OUT_OF_RANGE,
          "a number of more than %s digits before or %s after the point"
              .formatted(MAX_WHOLE_DIGITS, MAX_SCALE));
    }
    return stripped;
  }

  /** Equal values have equal texts: 1, 1.0 and 1E0 are {@code 1}. */
  static String canonical(String text) {
    if (isShortWhole(text)) {
      return text;
    }
    return inRange(text).toPlainString();
  }

  /** Whether a text is a whole number of few digits, without sign or leading zeros. */
  private static boolean isShortWhole(String text) {
    if (text.length() > SURELY_IN_RANGE || (text.charAt(0) == '0' && text.length() > 1)) {
      return false;
    }
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A whole number within bounds, as digits.
   *
   * @throws RefusalException if it is not whole, or beyond
   */
  static String whole(String text, long min, long max) {
    var value = inRange(text);
    if (value.scale() > 0) {
      throw new RefusalException(ReasonCode.VALUE_INVALID, "a number that is not whole");
    }
    if (value.compareTo(BigDecimal.valueOf(min)) < 0
        || value.compareTo(BigDecimal.valueOf(max)) > 0) {
      throw new RefusalException(
          ReasonCode.VALUE_OUT_OF_RANGE, "a number not from %s to %s".formatted(min, max));
    }
    return value.toPlainString();
  }

  /**
   * Checks that a number in a JSON column is one that the database takes.
   *
   * @throws RefusalException if it is not
   */
  static void check(String text, Dialect dialect) {
    if (text.length() <= SURELY_IN_RANGE && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return;
    }
    var value = inRange(text);
    if (dialect == Dialect.CRATEDB && !isOfCrateDb(text, value)) {
      throw new RefusalException(
          ReasonCode.VALUE_OUT_OF_RANGE,
          "a whole number of more than 64 bits, or one beyond double, which CrateDB loses");
    }
  }

  private static boolean isOfCrateDb(String text, BigDecimal value) {
    var isWritten = text.indexOf('.') >= 0 || text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
    return isWritten
        ? !Double.isInfinite(value.doubleValue())
        : value.toBigInteger().bitLength() < Long.SIZE;
  }

  /** The whole, not negative number of a text; null if it is none of so few digits. */
  static BigInteger natural(String text, int maxDigits) {
    var value = JsonNumber.isOne(text) ? exact(text) : null;
    if (value == null || value.signum() < 0) {
      return null;
    }
    var stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    var isWhole = stripped.scale() <= 0;
    return isWhole && (long) stripped.precision() - stripped.scale() <= maxDigits
        ? stripped.toBigIntegerExact()
        : null;
  }
}
