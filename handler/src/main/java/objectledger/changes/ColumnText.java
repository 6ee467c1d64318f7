package objectledger.changes;

import java.math.BigDecimal;

/**
 * The text of a value in a column of a type. It refuses what the type cannot hold, and what it
 * would change; only a double rounds, and a timestamp ends at the digits that the database has.
 *
 * @param column that has the type
 * @param dialect of the database
 */
record ColumnText(Column column, Dialect dialect) {

  /**
   * The text; null for what is absent.
   *
   * @throws RefusalException if the type cannot hold the value
   */
  String of(Value value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Value.Broken broken) {
      throw new RefusalException(broken.code(), broken.reason());
    }
    if (column.type() == ColumnType.JSON) {
      return json(value);
    }
    if (value instanceof Value.Null) {
      return null;
    }
    return switch (column.type()) {
      case TEXT -> text(value);
      case BOOLEAN -> truth(value);
      case INTEGER -> Numbers.whole(number(value), Integer.MIN_VALUE, Integer.MAX_VALUE);
      case BIGINT -> Numbers.whole(number(value), Long.MIN_VALUE, Long.MAX_VALUE);
      case NUMERIC -> numeric(Numbers.inRange(number(value)));
      case DOUBLE -> real(number(value));
      case DATE -> Times.date(string(value));
      case TIMESTAMP -> Times.instant(string(value), dialect);
      case JSON -> throw new AssertionError("it was written above");
    };
  }

  private String json(Value value) {
    if (dialect == Dialect.CRATEDB) {
      if (value instanceof Value.Null) {
        return null;
      }
      if (!(value instanceof Value.Members)) {
        throw invalid("an object, which CrateDB's OBJECT columns hold alone");
      }
    }
    return ItemJson.of(value, dialect);
  }

  private String text(Value value) {
    return switch (value) {
      case Value.Digits digits -> Numbers.canonical(digits.text());
      case Value.Truth truth -> String.valueOf(truth.value());
      case Value.Binary binary -> string(new Value.Text(binary.base64()));
      default -> string(value);
    };
  }

  private String string(Value value) {
    if (value instanceof Value.Text text) {
      ItemJson.checkText(text.text());
      return text.text();
    }
    throw invalid("a text");
  }

  private String truth(Value value) {
    return switch (value) {
      case Value.Truth truth -> String.valueOf(truth.value());
      case Value.Text text when text.text().equals("true") || text.text().equals("false") ->
          text.text();
      default -> throw invalid("a boolean");
    };
  }

  /** A number, or the text of one. */
  private String number(Value value) {
    return switch (value) {
      case Value.Digits digits -> digits.text();
      case Value.Text text when JsonNumber.isOne(text.text()) -> text.text();
      default -> throw invalid("a number");
    };
  }

  private String numeric(BigDecimal value) {
    if (column.precision() > 0) {
      // The one digit of zero stands for none.
      var whole = value.signum() == 0 ? 0 : (long) value.precision() - value.scale();
      if (value.scale() > column.scale() || whole > column.precision() - column.scale()) {
        throw new RefusalException(
            ReasonCode.VALUE_OUT_OF_RANGE,
            "a number beyond numeric(%s,%s)".formatted(column.precision(), column.scale()));
      }
    }
    return value.toPlainString();
  }

  private static String real(String digits) {
    var value = Double.parseDouble(digits);
    if (Double.isInfinite(value) || (value == 0 && Numbers.inRange(digits).signum() != 0)) {
      throw new RefusalException(ReasonCode.VALUE_OUT_OF_RANGE, "a number beyond double");
    }
    return Double.toString(value);
  }

  private static RefusalException invalid(String expected) {
    return new RefusalException(
        ReasonCode.VALUE_INVALID, "a value of another type: expected " + expected);
  }
}
