package objectledger.ops.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import objectledger.ops.StackOutputs;
import org.junit.jupiter.api.Test;

/** Proves that a backfill which found no object does not end as if it had recorded one. */
class BackfillRequestTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @Test
  void failsAndNamesBucketAndPrefixWhenNoKeyBeginsWithThePrefix() {
    var code = request("$RECYCLE.BIN/").foundNothing(stack(), out());

    assertThat(code).isEqualTo(1);
    assertThat(said.toString(UTF_8))
        .contains("no object of the bucket landing has a key that begins with")
        .contains("$RECYCLE.BIN/");
  }

  @Test
  void failsWhenNoKeyEndsAsTheStackRecords() {
    assertThat(request("").foundNothing(stack(".csv", ".json"), out())).isEqualTo(1);
    assertThat(said.toString(UTF_8)).contains("ends with \".csv\" or \".json\"");
  }

  @Test
  void succeedsWhenTheWholeBucketIsEmpty() {
    assertThat(request("").foundNothing(stack(), out())).isZero();
    assertThat(said.toString(UTF_8)).contains("the bucket landing is empty");
  }

  private static BackfillRequest request(String prefix) {
    return new BackfillRequest(prefix, false, 0, 1_000);
  }

  private static StackOutputs stack(String... suffixes) {
    return new StackOutputs(
        "eu-west-1",
        "dev",
        "landing",
        "ledger",
        "",
        List.of(suffixes),
        List.of(),
        true,
        "1",
        "log",
        "queue");
  }

  private PrintStream out() {
    return new PrintStream(said, true, UTF_8);
  }
}
