package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Conversions to types of numbers. */
final class NumberConversions {
  /** No zeros before the first digit: they are data of a text, which a number would lose. */
  private static final Pattern INTEGRAL = Pattern.compile("0|-?[1-9][0-9]{0,18}");

  /** Decimals of so many characters, without exponent, are equal to their shortest double. */
  private static final int SURELY_EXACT = 15;

  private static final int MAX_LONG_DIGITS = 18;

  private NumberConversions() {}

  /** A whole number, also written as 12.0 or as a text without a point. */
  static Conversion toInteger(long min, long max) {
    return (in, out) -> {
      var token = in.currentToken();
      long value;
      if (token == JsonToken.VALUE_NUMBER_INT && in.getTextLength() <= MAX_LONG_DIGITS) {
        value = in.getLongValue();
      } else if (isNumber(token) || (token == JsonToken.VALUE_STRING && isIntegral(in))) {
        try {
          value = new BigDecimal(in.getText()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
          return false;
        }
      } else {
        return false;
      }
      if (value < min || value > max) {
        return false;
      }
      out.writeNumber(value);
      return true;
    };
  }

  private static boolean isIntegral(JsonParser in) throws IOException {
    return INTEGRAL.matcher(in.getText()).matches();
  }

  /** A number whose shortest double is the same decimal. */
  static boolean toDouble(JsonParser in, JsonGenerator out) throws IOException {
    if (!isNumber(in.currentToken()) || !isExactDouble(in)) {
      return false;
    }
    out.writeNumber(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    return true;
  }

  private static boolean isExactDouble(JsonParser in) throws IOException {
    var text = in.getText();
    if (text.length() <= SURELY_EXACT && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return true;
    }
    var value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return false;
    }
    try {
      return new BigDecimal(text).compareTo(new BigDecimal(Double.toString(value))) == 0;
    } catch (NumberFormatException e) {
      // An exponent beyond those of BigDecimal.
      return false;
    }
  }

  static boolean isNumber(JsonToken token) {
    return token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
  }
}
