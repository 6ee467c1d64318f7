package objectledger.documents;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A value of a declared type, written in one of the ways that lose nothing.
 *
 * @param text as a document has it
 * @param expected as every engine must read it: see {@link ReadValue}
 */
record TypedValue(String text, Object expected) {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  /** Texts that are written without quotes, as numbers and booleans. */
  private static final List<String> BARE =
      List.of("12.50", "true", "1E400", "-0", "123456789012345678901234567890.10");

  /** A value, which is null now and then. */
  static TypedValue of(ColumnType type, Random random) {
    if (random.nextInt(12) == 0) {
      return new TypedValue("null", null);
    }
    return switch (type) {
      case ColumnType.Scalar scalar -> scalar(scalar.name(), random);
      case ColumnType.ListType list -> list(list.element(), random);
      case ColumnType.MapType map -> map(map.value(), random);
      case ColumnType.StructType struct -> struct(struct.fields(), random);
      case ColumnType.Undeclared any -> throw new IllegalArgumentException("it has no type");
    };
  }

  private static TypedValue list(ColumnType element, Random random) {
    var texts = new ArrayList<String>();
    var values = new ArrayList<Object>();
    for (var i = random.nextInt(4); i > 0; i--) {
      var value = of(element, random);
      texts.add(value.text());
      values.add(value.expected());
    }
    return new TypedValue(texts.toString(), values);
  }

  private static TypedValue map(ColumnType type, Random random) {
    var members = new ArrayList<String>();
    var values = new TreeMap<String, Object>();
    for (var i = random.nextInt(4); i > 0; i--) {
      var key = i + GeneratedDocument.text(random);
      var value = of(type, random);
      members.add(GeneratedDocument.quoted(random, key) + ":" + value.text());
      if (value.expected() != null) {
        values.put(key, value.expected());
      }
    }
    return new TypedValue("{" + String.join(",", members) + "}", values);
  }

  /** An object of these columns, and of one that is not declared. */
  static TypedValue struct(Map<String, ColumnType> fields, Random random) {
    var members = new ArrayList<String>();
    var values = new TreeMap<String, Object>();
    fields.forEach(
        (name, type) -> {
          var value = of(type, random);
          if (value.expected() != null || random.nextBoolean()) {
            members.add("\"" + spelled(name, random) + "\": " + value.text());
          }
          if (value.expected() != null) {
            values.put(name, value.expected());
          }
        });
    if (random.nextInt(3) == 0) {
      members.add(
          random.nextInt(members.size() + 1),
          "\"Not Declared\":" + GeneratedDocument.undeclared(random));
    }
    return new TypedValue("{" + String.join(",", members) + "}", values);
  }

  private static String spelled(String name, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> name.replace('_', '-');
      case 1 -> name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
      default -> name;
    };
  }

  private static TypedValue scalar(String type, Random random) {
    return switch (type) {
      case "tinyint" -> integer((byte) random.nextInt(), random);
      case "smallint" -> integer((short) random.nextInt(), random);
      case "int" -> integer(random.nextInt(), random);
      case "bigint" -> integer(random.nextLong(), random);
      case "double" -> ofDouble(random);
      case "boolean" -> ofBoolean(random.nextBoolean(), random);
      case "date" -> {
        var day = LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_650_000)).toString();
        yield new TypedValue("\"" + day + "\"", day);
      }
      case "timestamp" -> time(random);
      case "string" -> text(random);
      default -> decimal((DecimalConversion) conversion(type), random);
    };
  }

  private static Conversion conversion(String type) {
    return ((ColumnType.Scalar) ColumnTypeReader.read(type)).conversion();
  }

  private static TypedValue integer(long value, Random random) {
    var text =
        switch (random.nextInt(4)) {
          case 0 -> "\"" + value + "\"";
          case 1 -> value + ".0";
          case 2 -> (value == 0 ? "0" : value + "00") + "e-2";
          default -> Long.toString(value);
        };
    return new TypedValue(text, new BigDecimal(value).stripTrailingZeros());
  }

  private static TypedValue ofDouble(Random random) {
    var value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(10_000) / 8.0 - 600;
          case 1 -> List.of(-0.0, 0.1, Double.MIN_VALUE, Double.MAX_VALUE).get(random.nextInt(4));
          case 2 -> random.nextGaussian();
          default -> Double.longBitsToDouble(random.nextLong());
        };
    return Double.isFinite(value)
        ? new TypedValue(Double.toString(value), value)
        : new TypedValue("null", null);
  }

  private static TypedValue ofBoolean(boolean value, Random random) {
    return new TypedValue(random.nextBoolean() ? "" + value : "\"" + value + "\"", value);
  }

  private static TypedValue time(Random random) {
    var time =
        Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L))
            .plusMillis(random.nextInt(3) == 0 ? random.nextInt(1_000) : 0);
    var offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 0), -random.nextInt(60));
    var text = random.nextBoolean() ? time.toString() : time.atOffset(offset).toString();
    return new TypedValue("\"" + text + "\"", MILLIS.format(time));
  }

  private static TypedValue text(Random random) {
    if (random.nextInt(4) == 0) {
      var bare = BARE.get(random.nextInt(BARE.size()));
      return new TypedValue(bare, bare);
    }
    var expected = GeneratedDocument.text(random);
    return new TypedValue(GeneratedDocument.quoted(random, expected), expected);
  }

  private static TypedValue decimal(DecimalConversion type, Random random) {
    var digits = new BigInteger(random.nextInt(1, 127), random);
    var unscaled = digits.mod(BigInteger.TEN.pow(random.nextInt(1, type.precision() + 1)));
    var value = new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), type.scale());
    var text =
        switch (random.nextInt(4)) {
          case 0 -> "\"" + value.toPlainString() + "\"";
          case 1 -> value.scaleByPowerOfTen(3).toPlainString() + "e-3";
          case 2 -> value.stripTrailingZeros().toPlainString();
          default -> value.toPlainString();
        };
    return new TypedValue(text, ReadValue.stripped(value));
  }
}
