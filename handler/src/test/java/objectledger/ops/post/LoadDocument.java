package objectledger.ops.post;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One of the documents that {@link PostLoad} posts. Every tenth is refused, for one reason after
 * the other.
 *
 * @param number of the document, which is in its rows
 * @param table that it is posted to
 * @param body as it is posted
 * @param rows that it has; 0 if it is refused
 * @param reason code with which it is refused; empty if it is not
 */
record LoadDocument(int number, String table, String body, int rows, String reason) {
  private static final int REFUSED_OF = 10;

  /** A reason with the text of a document that is refused for it. */
  private record Refused(String reason, String body) {}

  private static final List<Refused> REFUSED =
      List.of(
          new Refused("not-json", "{\"order_id\": NUMBER,"),
          new Refused("not-an-object", "NUMBER"),
          new Refused("too-deep", "{\"a\":".repeat(80) + "NUMBER" + "}".repeat(80)),
          new Refused("duplicate-name", "{\"order_id\": NUMBER, \"order_id\": NUMBER}"),
          new Refused("column-collision", "{\"orderID\": NUMBER, \"order_id\": NUMBER}"),
          new Refused("reserved-column", "{\"order_id\": NUMBER, \"ingest_id\": \"x\"}"),
          new Refused("type-mismatch", "{\"order_id\": \"number NUMBER\"}"),
          new Refused("table-undeclared", "{\"order_id\": NUMBER}"));

  /** The document of a number: the same at each call. */
  static LoadDocument of(int number) {
    if (number % REFUSED_OF == REFUSED_OF - 1) {
      var refused = REFUSED.get(number / REFUSED_OF % REFUSED.size());
      return new LoadDocument(
          number,
          refused.reason().equals("table-undeclared") ? "unknown" : "orders",
          refused.body().replace("NUMBER", Integer.toString(number)),
          0,
          refused.reason());
    }
    var rows = number % 3 + 1;
    return new LoadDocument(
        number,
        "orders",
        IntStream.range(0, rows)
            .mapToObj(row -> "{\"orderID\": %s, \"total\": \"%s.50\"}".formatted(number, row))
            .collect(Collectors.joining("\n")),
        rows,
        "");
  }

  boolean isRefused() {
    return !reason.isEmpty();
  }
}
