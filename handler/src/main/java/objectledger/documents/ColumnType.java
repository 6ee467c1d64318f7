package objectledger.documents;

import java.util.Map;
import java.util.stream.Collectors;

/** The declared type of a column, as Hive writes it. */
sealed interface ColumnType {

  /** A type without parts. */
  record Scalar(String name, Conversion conversion) implements ColumnType {
    @Override
    public String toString() {
      return name;
    }
  }

  record ListType(ColumnType element) implements ColumnType {
    @Override
    public String toString() {
      return "array<" + element + ">";
    }
  }

  /** An object of named fields. A field that is not among them has no declared type. */
  record StructType(Map<String, ColumnType> fields) implements ColumnType {
    @Override
    public String toString() {
      return fields.entrySet().stream()
          .map(field -> field.getKey() + ":" + field.getValue())
          .collect(Collectors.joining(",", "struct<", ">"));
    }
  }

  /** An object whose keys are data. */
  record MapType(ColumnType value) implements ColumnType {
    @Override
    public String toString() {
      return "map<string," + value + ">";
    }
  }

  /** What is not declared. */
  record Undeclared() implements ColumnType {
    static final Undeclared TYPE = new Undeclared();
  }
}
