package objectledger.documents;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;

/** Reads a type as Hive writes it, such as {@code map<string,array<decimal(10,2)>>}. */
final class ColumnTypeReader {
  private static final int MAX_PRECISION = 38;

  private static final Map<String, Conversion> SCALARS =
      Map.of(
          "string", TextConversions::toText,
          "boolean", TextConversions::toBoolean,
          "double", NumberConversions::toDouble,
          "date", TimeConversions::toDate,
          "timestamp", TimeConversions::toTimestamp,
          "tinyint", NumberConversions.toInteger(Byte.MIN_VALUE, Byte.MAX_VALUE),
          "smallint", NumberConversions.toInteger(Short.MIN_VALUE, Short.MAX_VALUE),
          "int", NumberConversions.toInteger(Integer.MIN_VALUE, Integer.MAX_VALUE),
          "bigint", NumberConversions.toInteger(Long.MIN_VALUE, Long.MAX_VALUE));

  private final String text;
  private int at;

  private ColumnTypeReader(String text) {
    this.text = text.replace(" ", "").toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a type.
   *
   * @throws InvalidInputException if there is no such type
   */
  static ColumnType read(String text) {
    var reader = new ColumnTypeReader(text);
    var type = reader.type();
    if (reader.at < reader.text.length()) {
      throw reader.invalid("it goes on after its end");
    }
    return type;
  }

  private ColumnType type() {
    var name = word();
    return switch (name) {
      case "array" -> {
        expect('<');
        var element = type();
        expect('>');
        yield new ColumnType.ListType(element);
      }
      case "map" -> {
        expect('<');
        if (!word().equals("string")) {
          throw invalid("the keys of a map are string");
        }
        expect(',');
        var value = type();
        expect('>');
        yield new ColumnType.MapType(value);
      }
      case "struct" -> struct();
      case "decimal" -> decimal();
      default -> {
        var conversion = SCALARS.get(name);
        if (conversion == null) {
          throw invalid("there is no type " + JsonText.quote(name));
        }
        yield new ColumnType.Scalar(name, conversion);
      }
    };
  }

  private ColumnType struct() {
    var fields = new LinkedHashMap<String, ColumnType>();
    expect('<');
    do {
      var name = word();
      expect(':');
      if (fields.putIfAbsent(name, type()) != null) {
        throw invalid("a struct has the field " + name + " twice");
      }
    } while (accept(','));
    expect('>');
    return new ColumnType.StructType(fields);
  }

  private ColumnType decimal() {
    expect('(');
    var precision = number();
    expect(',');
    var scale = number();
    expect(')');
    if (precision < 1 || precision > MAX_PRECISION || scale > precision) {
      throw invalid("a decimal has 1 to 38 digits, and no more of them after the point");
    }
    return new ColumnType.Scalar(
        "decimal(%s,%s)".formatted(precision, scale), new DecimalConversion(precision, scale));
  }

  private int number() {
    var digits = word();
    if (!digits.matches("[0-9]{1,2}")) {
      throw invalid("a decimal is written decimal(10,2)");
    }
    return Integer.parseInt(digits);
  }

  private String word() {
    var start = at;
    while (at < text.length() && "<>(),:".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    if (at == start) {
      throw invalid("a name is missing at character " + (at + 1));
    }
    return text.substring(start, at);
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw invalid("'%s' is missing at character %s".formatted(c, at + 1));
    }
  }

  private InvalidInputException invalid(String why) {
    return new InvalidInputException("the type " + JsonText.quote(text) + ": " + why);
  }
}
