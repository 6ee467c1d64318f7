package objectledger.changes;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/** Reads the declaration of a label. */
final class DeclarationReader {
  private static final int MAX_EPOCH = 9_999;
  private static final int MAX_PORT = 65_535;
  private static final int MAX_SECONDS = 900;

  /** The place of an appended record in its stream identifies it. */
  private static final List<Column> APPENDED =
      List.of(
          new Column("shard", "$." + ChangeReader.SHARD, ColumnType.TEXT, 0, 0),
          new Column("number", "$." + ChangeReader.NUMBER, ColumnType.TEXT, 0, 0));

  private static final Pattern NUMERIC = Pattern.compile("numeric\\(([0-9]{1,2}),([0-9]{1,2})\\)");

  private DeclarationReader() {}

  /**
   * Reads a declaration.
   *
   * @throws InvalidInputException if it is not what Terraform writes
   */
  static Declaration read(String label, JsonValue from) {
    var format = constant(Declaration.Format.class, from.get("format"));
    var seq = path(from.get("seq"));
    var isAppended = format == Declaration.Format.JSON && seq.isEmpty();
    return new Declaration(
        label,
        from.get("source").text(),
        format,
        from.get("table").textOrEmpty(),
        number(from.get("epoch"), MAX_EPOCH),
        seq,
        path(from.get("deleted")),
        target(from.get("target"), isAppended));
  }

  private static Target target(JsonValue from, boolean isAppended) {
    return new Target(
        constant(Dialect.class, from.get("dialect")),
        from.get("host").text(),
        number(from.get("port"), MAX_PORT),
        from.get("database").text(),
        from.get("schema").text(),
        from.get("table").text(),
        from.get("ca").textOrEmpty(),
        from.get("user").text(),
        from.get("password").text(),
        from.get("pooler").isEqualTo(true),
        Duration.ofSeconds(number(from.get("connect_seconds"), MAX_SECONDS)),
        Duration.ofSeconds(number(from.get("statement_seconds"), MAX_SECONDS)),
        isAppended ? APPENDED : columns(from.get("keys")),
        columns(from.get("columns")));
  }

  private static List<Column> columns(JsonValue from) {
    return from.items().stream().map(DeclarationReader::column).toList();
  }

  private static Column column(JsonValue from) {
    var name = from.get("name").text();
    var path = from.get("path").text();
    if (!path.equals(RowMaker.TYPES)) {
      path = path(from.get("path"));
    }
    var type = from.get("type").text();
    var numeric = NUMERIC.matcher(type);
    return numeric.matches()
        ? new Column(
            name,
            path,
            ColumnType.NUMERIC,
            Integer.parseInt(numeric.group(1)),
            Integer.parseInt(numeric.group(2)))
        : new Column(name, path, constant(ColumnType.class, from.get("type")), 0, 0);
  }

  /** A path that can be read; empty if it is absent. */
  private static String path(JsonValue from) {
    return from.isAbsent() ? "" : ItemPath.parse(from.text()).text();
  }

  private static int number(JsonValue from, int max) {
    var number = from.countOrUnknown();
    if (number < 0 || number > max) {
      throw new InvalidInputException(
          "%s is no whole number from 0 to %s".formatted(from.path(), max));
    }
    return (int) number;
  }

  private static <E extends Enum<E>> E constant(Class<E> type, JsonValue from) {
    var name = from.text();
    var names =
        Stream.of(type.getEnumConstants()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(name)) {
      throw new InvalidInputException(
          "%s is %s: expected one of %s".formatted(from.path(), JsonText.quote(name), names));
    }
    return type.getEnumConstants()[names.indexOf(name)];
  }
}
