package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves that a label that is renamed is told from a source that is taken out. */
class RenamedSourceTest {
  private static final Map<String, Object> DIRECT =
      Map.of("trigger", "direct", "filter", Map.of("prefix", "in/"), "events", List.of("a"));
  private static final Map<String, Object> QUEUE =
      Map.of("trigger", "queue", "filter", Map.of("prefix", "in/"), "events", List.of("a", "b"));

  private static List<String> hints(
      Map<String, Object> before, Map<String, Object> after, String... buckets) {
    var tree = Plans.tree("rename");
    for (var bucket : buckets) {
      var words = bucket.split(" ");
      var change = new HashMap<String, Object>();
      change.put("actions", List.of(words[0]));
      change.put(
          "before", words[0].equals("delete") ? Map.of("bucket", "ledger-" + words[1]) : null);
      Plans.list(tree.get("resource_changes"))
          .add(
              Map.of(
                  "address",
                  "module.source_bucket[\"" + words[1] + "\"].aws_s3_bucket.this",
                  "mode",
                  "managed",
                  "type",
                  "aws_s3_bucket",
                  "change",
                  change));
    }
    Plans.map(tree.get("output_changes"))
        .put("sources", Map.of("actions", List.of("update"), "before", before, "after", after));
    return new ArrayList<>(RenamedSource.hints(Plans.of(tree)));
  }

  @Test
  void printsWhatKeepsTheBucketOfASourceWithAnotherLabel() {
    assertThat(hints(Map.of("old", DIRECT), Map.of("new", DIRECT), "delete old", "create new"))
        .containsExactly(
            "ledger-old\tif the source old is called new now, keep its bucket: write in"
                + " terraform/moved.tf",
            "ledger-old\tmoved {",
            "ledger-old\t  from = module.source_bucket[\"old\"]",
            "ledger-old\t  to   = module.source_bucket[\"new\"]",
            "ledger-old\t}",
            "ledger-old\tmoved {",
            "ledger-old\t  from = aws_s3_bucket_notification.source[\"old\"]",
            "ledger-old\t  to   = aws_s3_bucket_notification.source[\"new\"]",
            "ledger-old\t}",
            "ledger-old\tand in sources.new.bucket: name = \"ledger-old\"");
  }

  @Test
  void choosesTheLabelWithTheMostEqualValues() {
    var after = Map.<String, Object>of("a", QUEUE, "b", DIRECT);

    assertThat(hints(Map.of("old", DIRECT), after, "delete old", "create a", "create b"))
        .contains("ledger-old\t  to   = module.source_bucket[\"b\"]")
        .noneMatch(line -> line.contains("[\"a\"]"));
  }

  @Test
  void namesAllLabelsThatAreAsNear() {
    var after = Map.<String, Object>of("a", DIRECT, "b", DIRECT, "c", QUEUE);

    assertThat(
            hints(Map.of("old", DIRECT), after, "delete old", "create a", "create b", "create c"))
        .contains("ledger-old\t  to   = module.source_bucket[\"a\"] # or: b")
        .first()
        .asString()
        .contains("is called a or b now");
  }

  @Test
  void saysNothingOfASourceThatIsTakenOut() {
    assertThat(hints(Map.of("old", DIRECT, "kept", DIRECT), Map.of("kept", DIRECT), "delete old"))
        .isEmpty();
    assertThat(RenamedSource.hints(Plans.of("rename"))).isEmpty();
  }
}
