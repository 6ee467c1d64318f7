package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Random;

/** A kind of documents that is measured; all are in the order of the table. */
public enum DocumentKind {
  ORDERS("orders"),
  DECLARED_ORDERS("orders, declared"),
  TEXTS("texts"),
  JAPANESE_TEXTS("Japanese texts"),
  NESTED("nested"),
  NUMBERS("numbers");

  private final String label;

  DocumentKind(String label) {
    this.label = label;
  }

  /** What the table calls it. */
  public String label() {
    return label;
  }

  /** How the names of its figures begin, as {@code documents.japanese-texts}. */
  public String figure() {
    return "documents." + label.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "-");
  }

  /** Whether the columns of its table are declared. */
  boolean isDeclared() {
    return switch (this) {
      case DECLARED_ORDERS -> true;
      case ORDERS, TEXTS, JAPANESE_TEXTS, NESTED, NUMBERS -> false;
    };
  }

  /**
   * A document of this kind, of whole rows.
   *
   * @param bytes about how many it has
   */
  byte[] document(int bytes) {
    return switch (this) {
      case ORDERS, DECLARED_ORDERS -> orders(bytes);
      case TEXTS ->
          repeated("{\"text\":\"" + "Lorem ipsum dolor sit amet, ".repeat(40) + "\"}\n", bytes);
      case JAPANESE_TEXTS -> repeated("{\"text\":\"" + "日本語の文字列、".repeat(40) + "\"}\n", bytes);
      case NESTED ->
          repeated(
              "{\"a\":{\"b\":[{\"c\":1},{\"c\":[true,null,\"x\"]}],\"d\":{\"e\":{\"f\":-1.5}}}}\n",
              bytes);
      case NUMBERS ->
          repeated(
              "{\"values\":[" + "123456,-0.25,17,3.14159265358979,".repeat(20) + "0]}\n", bytes);
    };
  }

  private static byte[] repeated(String row, int bytes) {
    return row.repeat(bytes / row.getBytes(UTF_8).length).getBytes(UTF_8);
  }

  private static byte[] orders(int bytes) {
    var random = new Random(1);
    var rows = new StringBuilder(bytes + 1_000);
    while (rows.length() < bytes) {
      rows.append(
          """
          {"orderID":%s,"customerName":"Customer %s","unitPrice":%s.%s,"weight":%s.5,"paid":%s,"createdAt":"2026-11-27T10:%s:00Z","note":null}
          """
              .formatted(
                  random.nextInt(1_000_000),
                  random.nextInt(1_000),
                  random.nextInt(1_000),
                  10 + random.nextInt(90),
                  random.nextInt(100),
                  random.nextBoolean(),
                  10 + random.nextInt(50)));
    }
    return rows.toString().getBytes(UTF_8);
  }
}
