package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Conversion to {@code decimal}: of a number, or the text of one. The result is a text, because
 * DuckDB reads a number with a point as a double first, and so loses digits beyond its own.
 *
 * @param precision the digits
 * @param scale those of them after the point
 */
record DecimalConversion(int precision, int scale) implements Conversion {
  private static final Pattern NUMERIC =
      Pattern.compile("-?(?:0|[1-9][0-9]{0,999})(?:\\.[0-9]{1,999})?(?:[eE][+-]?[0-9]{1,9})?");

  @Override
  public boolean write(JsonParser in, JsonGenerator out) throws IOException {
    var token = in.currentToken();
    if (!NumberConversions.isNumber(token) && token != JsonToken.VALUE_STRING) {
      return false;
    }
    if (fits(in.getTextCharacters(), in.getTextOffset(), in.getTextLength())) {
      out.writeString(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
      return true;
    }
    if (!NUMERIC.matcher(in.getText()).matches()) {
      return false;
    }
    BigDecimal value;
    try {
      value = new BigDecimal(in.getText()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      return false;
    }
    // The one digit of zero stands for none.
    var digitsBefore = value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
    if (value.scale() > scale || digitsBefore > precision - scale) {
      return false;
    }
    out.writeString(value.toPlainString());
    return true;
  }

  /** Whether a text is a plain number of so many digits, as most are. */
  private boolean fits(char[] text, int offset, int length) {
    var begin = length > 0 && text[offset] == '-' ? offset + 1 : offset;
    var end = offset + length;
    var point = digits(text, begin, end);
    var before = point - begin;
    if (before == 0 || (text[begin] == '0' && before > 1)) {
      return false;
    }
    if (before > precision - scale && (before != 1 || text[begin] != '0')) {
      return false;
    }
    if (point == end) {
      return true;
    }
    var after = end - point - 1;
    return text[point] == '.'
        && after >= 1
        && after <= scale
        && digits(text, point + 1, end) == end;
  }

  /** The end of the digits that begin here. */
  private static int digits(char[] text, int from, int end) {
    var i = from;
    while (i < end && text[i] >= '0' && text[i] <= '9') {
      i++;
    }
    return i;
  }
}
