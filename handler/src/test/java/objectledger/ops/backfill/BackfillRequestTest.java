package objectledger.ops.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;

/** Proves that a backfill which found no object does not end as if it had recorded one. */
class BackfillRequestTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void failsAndNamesBucketAndPrefixWhenNoKeyBeginsWithThePrefix() {
    var code = request("$RECYCLE.BIN/").foundNothing(out());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .contains("no object of the bucket landing has a key that begins with")
        .contains("$RECYCLE.BIN/");
  }

  @Test
  void failsWhenNoKeyEndsAsTheStackRecords() {
    assertThat(request("", ".csv", ".json").foundNothing(out())).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("ends with \".csv\" or \".json\"");
  }

  @Test
  void succeedsWhenTheWholeBucketIsEmpty() {
    assertThat(request("").foundNothing(out())).isZero();
    assertThat(said.toString(UTF_8)).contains("the bucket landing is empty");
  }

  @Test
  void progressOfOneBucketIsNotThatOfAnother() {
    var outputs = Path.of("stack.json");

    assertThat(request("a/").checkpoint(outputs)).isEqualTo(request("a/").checkpoint(outputs));
    assertThat(List.of(request("a/"), request("b/"), request("a/", "other", List.of())))
        .extracting(request -> request.checkpoint(outputs))
        .doesNotHaveDuplicates();
  }

  private static BackfillRequest request(String prefix, String... suffixes) {
    return request(prefix, "landing", List.of(suffixes));
  }

  private static BackfillRequest request(String prefix, String bucket, List<String> suffixes) {
    var source = Stacks.source("source", bucket, "", suffixes);
    return new BackfillRequest(source, prefix, false, 0, 1_000);
  }

  private PrintStream out() {
    return new PrintStream(said, true, UTF_8);
  }
}
