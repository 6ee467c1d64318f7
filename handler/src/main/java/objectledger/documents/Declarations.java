package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * The declared tables, which Terraform writes as one object.
 *
 * @param tables by their names
 * @param acceptsUndeclared whether documents of other tables are accepted
 */
record Declarations(Map<String, TableDeclaration> tables, boolean acceptsUndeclared) {
  private static final List<String> PARTITIONS = List.of("none", "day", "hour");

  /**
   * Reads the declarations.
   *
   * @throws InvalidInputException if they are not what Terraform writes
   */
  static Declarations read(byte[] content) {
    try {
      var root = JsonValue.read(new ByteArrayInputStream(content));
      var tables = new HashMap<String, TableDeclaration>();
      for (var name : root.get("tables").names()) {
        tables.put(name, table(root.get("tables").get(name)));
      }
      var undeclared = root.get("undeclared");
      return new Declarations(
          Map.copyOf(tables), oneOf(undeclared, List.of("accept", "refuse"), "refuse") == 0);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is read without input or output", e);
    }
  }

  private static TableDeclaration table(JsonValue table) {
    var columns = new LinkedHashMap<String, ColumnType>();
    for (var name : table.get("columns").names()) {
      columns.put(name, ColumnTypeReader.read(table.get("columns").get(name).text()));
    }
    var partition = PARTITIONS.get(oneOf(table.get("partition"), PARTITIONS, "day"));
    return new TableDeclaration(
        new ColumnType.StructType(columns),
        TableDeclaration.Partition.valueOf(partition.toUpperCase(Locale.ROOT)),
        table.get("base64").isEqualTo(true));
  }

  private static int oneOf(JsonValue value, List<String> words, String defaultWord) {
    var word = value.isAbsent() ? defaultWord : value.text();
    if (!words.contains(word)) {
      throw new InvalidInputException(
          "%s is %s: expected one of %s".formatted(value.path(), JsonText.quote(word), words));
    }
    return words.indexOf(word);
  }

  /** The declaration of a table; empty if its documents are refused. */
  Optional<TableDeclaration> of(String table) {
    return Optional.ofNullable(tables.get(table))
        .or(() -> acceptsUndeclared ? Optional.of(TableDeclaration.NONE) : Optional.empty());
  }
}
