package objectledger.documents;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value that an engine has read, in a form of its own: engines write the same number, time and
 * absent field in several ways.
 */
final class ReadValue {
  private static final DateTimeFormatter READ =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

  private ReadValue() {}

  /**
   * Reads the JSON of a value.
   *
   * @param json null where there is none
   */
  static Object of(ColumnType type, String json) {
    return json == null ? null : of(type, ReadBack.line("{\"value\":" + json + "}").get("value"));
  }

  /** A time with all digits of its milliseconds. */
  static String time(String text) {
    return MILLIS.format(LocalDateTime.parse(text, READ));
  }

  /** A number by its value alone. */
  static BigDecimal stripped(BigDecimal number) {
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  private static Object of(ColumnType type, Object value) {
    return switch (type) {
      case ColumnType.Scalar scalar -> value == null ? null : scalar(scalar.name(), value);
      case ColumnType.ListType list -> list(list.element(), value);
      case ColumnType.MapType map -> members(name -> map.value(), value);
      case ColumnType.StructType struct -> members(struct.fields()::get, value);
      case ColumnType.Undeclared any -> throw new IllegalArgumentException("it has no type");
    };
  }

  private static Object scalar(String type, Object value) {
    return switch (type) {
      case "string", "boolean", "date" -> value;
      case "timestamp" -> time((String) value);
      case "double" -> Double.valueOf(digits(value));
      default -> stripped(new BigDecimal(digits(value)));
    };
  }

  private static String digits(Object value) {
    return value instanceof GeneratedDocument.Digits number ? number.text() : (String) value;
  }

  private static Object list(ColumnType element, Object value) {
    if (value == null) {
      return null;
    }
    var elements = new ArrayList<>();
    ((List<?>) value).forEach(each -> elements.add(of(element, each)));
    return elements;
  }

  private static Object members(
      java.util.function.Function<String, ColumnType> types, Object value) {
    if (value == null) {
      return null;
    }
    var members = new TreeMap<String, Object>();
    ((Map<?, ?>) value)
        .forEach(
            (name, member) -> {
              if (member != null) {
                members.put((String) name, of(types.apply((String) name), member));
              }
            });
    return members;
  }
}
