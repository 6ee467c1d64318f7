package objectledger.ops.changes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must be in a row for an item, written anew beside the function's own code. */
final class ExpectedRow {
  private ExpectedRow() {}

  /** The item as plain values; numbers are compared by their value. */
  static Object of(Map<String, AttributeValue> item) {
    var plain = new TreeMap<String, Object>();
    item.forEach((name, value) -> plain.put(name, of(value)));
    return plain;
  }

  private static Object of(AttributeValue value) {
    return switch (value.type()) {
      case S -> value.s();
      case N -> number(value.n());
      case BOOL -> value.bool();
      case NUL -> "(null)";
      case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
      case M -> of(value.m());
      case L -> value.l().stream().map(ExpectedRow::of).toList();
      case SS -> value.ss().stream().sorted().toList();
      case NS -> value.ns().stream().map(ExpectedRow::number).sorted().toList();
      default -> throw new IllegalArgumentException("no test writes a " + value.type());
    };
  }

  /** The text of a JSON column in the same form: with all digits, which a double would not have. */
  static Object of(String json) {
    try (var parser = new JsonFactory().createParser(json)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new TreeMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        var elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> "(null)";
      default -> parser.getText();
    };
  }

  static BigDecimal number(String digits) {
    return new BigDecimal(digits).stripTrailingZeros();
  }
}
