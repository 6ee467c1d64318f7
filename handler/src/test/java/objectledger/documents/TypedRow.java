package objectledger.documents;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/**
 * A row of declared columns, of which each value is written in one of the ways that lose nothing.
 *
 * @param document the row as it is posted
 * @param expected its values as DuckDB must show them
 */
record TypedRow(String document, String expected) {
  static final String[] COLUMNS = {
    "order_id", "bigint", "price", "decimal(38,10)", "weight", "double", "paid", "boolean",
    "day", "date", "at", "timestamp", "note", "string", "tags", "map<string,bigint>",
    "counts", "array<int>", "spot", "struct<x:double,y_max:smallint>",
  };

  static TypedRow of(long seed) {
    var random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    var id = random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(1_000);
    var price = new BigDecimal(new BigInteger(random.nextInt(1, 90), random), random.nextInt(11));
    var weight =
        random.nextInt(3) == 0 ? random.nextGaussian() * 1e200 : random.nextInt(1_000) / 8.0;
    var paid = random.nextBoolean();
    var day = LocalDate.of(1, 1, 1).plusDays(random.nextInt(3_650_000));
    var at =
        Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L))
            .plusMillis(random.nextInt(3) == 0 ? random.nextInt(1_000) : 0);
    var note = pick(random, List.of("12.50", "true", "1E400", "x", "ü 😀"));
    var count = random.nextInt();
    var yMax = (short) random.nextInt();
    var offset = ZoneOffset.ofHoursMinutes(random.nextInt(-11, 0), -random.nextInt(60));
    var document =
        """
        {"orderID": %s, "price": %s, "Weight": %s, "paid": %s, "day": "%s", "at": "%s",
         "note": %s, "tags": {"aB": %s, "ü": null}, "counts": [%s, null], "spot": {"X": %s, "yMax": %s}}"""
            .formatted(
                integer(random, id),
                decimal(random, price),
                weight,
                random.nextBoolean() ? paid : "\"" + paid + "\"",
                day,
                random.nextBoolean() ? at : at.atOffset(offset),
                note.equals("x") || note.startsWith("ü") ? "\"" + note + "\"" : note,
                integer(random, count),
                integer(random, count),
                weight,
                integer(random, yMax));
    var expected =
        List.of(
            Long.toString(id),
            price.setScale(10).toPlainString(),
            Double.toString(weight),
            Boolean.toString(paid),
            day.toString(),
            Long.toString(at.toEpochMilli()),
            note,
            "{\"aB\":" + count + "}",
            "[" + count + ",null]",
            Double.toString(weight),
            Short.toString(yMax));
    return new TypedRow(document, expected.toString());
  }

  private static <T> T pick(Random random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static String integer(Random random, long value) {
    return switch (random.nextInt(4)) {
      case 0 -> "\"" + value + "\"";
      case 1 -> value + ".0";
      case 2 -> value + "00e-2";
      default -> Long.toString(value);
    };
  }

  private static String decimal(Random random, BigDecimal value) {
    return switch (random.nextInt(3)) {
      case 0 -> "\"" + value.toPlainString() + "\"";
      case 1 -> value.scaleByPowerOfTen(3).toPlainString() + "e-3";
      default -> value.toPlainString();
    };
  }

  static String select(String file) {
    return """
        SELECT order_id, price, weight, paid, day::VARCHAR, epoch_ms("at"),
          note, to_json(tags), to_json(counts), spot.x, spot.y_max
        FROM read_json('%s', format = 'newline_delimited', columns = {order_id: 'BIGINT',
          price: 'DECIMAL(38,10)', weight: 'DOUBLE', paid: 'BOOLEAN', day: 'DATE', "at": 'TIMESTAMP',
          note: 'VARCHAR', tags: 'MAP(VARCHAR, BIGINT)', counts: 'INTEGER[]',
          spot: 'STRUCT(x DOUBLE, y_max SMALLINT)'})"""
        .formatted(file);
  }

  static String read(ResultSet row) throws SQLException {
    return List.of(
            Long.toString(row.getLong(1)),
            row.getBigDecimal(2).toPlainString(),
            Double.toString(row.getDouble(3)),
            Boolean.toString(row.getBoolean(4)),
            row.getString(5),
            Long.toString(row.getLong(6)),
            row.getString(7),
            row.getString(8),
            row.getString(9),
            Double.toString(row.getDouble(10)),
            Short.toString(row.getShort(11)))
        .toString();
  }
}
