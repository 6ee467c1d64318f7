package objectledger.ops.changes;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonReader;
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

  /** The text of a JSON column in the same form. */
  static Object of(String json) {
    return plain(JsonReader.read(json));
  }

  private static Object plain(Object value) {
    return switch (value) {
      case null -> "(null)";
      case Number number -> number(number.toString());
      case List<?> list -> list.stream().map(ExpectedRow::plain).toList();
      case Map<?, ?> map -> {
        var members = new TreeMap<String, Object>();
        map.forEach((name, member) -> members.put((String) name, plain(member)));
        yield members;
      }
      default -> value;
    };
  }

  static BigDecimal number(String digits) {
    return new BigDecimal(digits).stripTrailingZeros();
  }
}
