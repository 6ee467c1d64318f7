package objectledger.ops.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** Proves that a source leaves the notification of its bucket as it was without the stack. */
class WithdrawCommandTest {
  private static final String OUTPUTS =
      "{'sources': {'value': {'landing': {'bucket': 'landing-eu', 'created': false,"
          + " 'trigger': 'direct', 'switching_from': null}}}}";

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private WithdrawCommand command(String members, String outputs) {
    return command(members, outputs, true);
  }

  private WithdrawCommand command(String members, String outputs, boolean isManaged) {
    return new WithdrawCommand(
        Adopting.source(members),
        Adopting.json(outputs),
        isManaged,
        new PrintStream(said, true, UTF_8));
  }

  /** The requests that change something. */
  private List<FakeAws.Request> withdraw(WithdrawCommand command, BucketNotification found) {
    try (var aws = new FakeAws().reply(200, "");
        var s3 = aws.client(S3Client.builder().forcePathStyle(true))) {
      command.run(found, s3);
      return List.copyOf(aws.requests());
    }
  }

  @Test
  void leavesTheirsAsTheyAreWithOneCall() {
    var before = Adopting.resource("notification.xml");

    var requests = withdraw(command("", OUTPUTS), Adopting.found(before));

    assertThat(requests).hasSize(1);
    assertThat(requests.getFirst().line()).isEqualTo("PUT /landing-eu?notification");
    assertThat(requests.getFirst().headers().getFirst("x-amz-expected-bucket-owner"))
        .isEqualTo("123456789012");
    assertThat(requests.getFirst().headers().getFirst("x-amz-skip-destination-validation"))
        .isEqualTo("true");
    assertThat(rules(requests.getFirst().text()))
        .isEqualTo(rules(before).stream().filter(rule -> !rule.contains("handler-dev")).toList())
        .hasSize(4);
    assertThat(said.toString(UTF_8))
        .contains("removed object-ledger-handler-dev: ")
        .contains("kept MWI4ZTQxYzctZTk5OC00: ")
        .contains("kept EventBridge");
  }

  /** The rules of a document without blanks between elements; their order means nothing. */
  private static List<String> rules(String xml) {
    var rules = new ArrayList<String>();
    var compact = xml.replaceAll(">\\s+<", "><").replace("&quot;", "\"");
    var pattern = Pattern.compile("<(\\w+Configuration)>.*?</\\1>|<EventBridgeConfiguration");
    var matcher = pattern.matcher(compact.replaceAll("</?NotificationConfiguration[^>]*>", ""));
    while (matcher.find()) {
      var rule = matcher.group();
      var elements = new ArrayList<>(List.of(rule.split("(?<=>)(?=<)")));
      elements.sort(null);
      rules.add(rule.startsWith("<EventBridge") ? "EventBridge" : String.join("", elements));
    }
    rules.sort(null);
    return rules;
  }

  @Test
  void changesNothingTheSecondTime() {
    var without =
        Adopting.found(
            Adopting.BEGIN + Adopting.queue("x", "s3:ObjectRemoved:*", "", "") + Adopting.END);

    assertThat(withdraw(command("", OUTPUTS), without)).isEmpty();
    assertThat(said.toString(UTF_8))
        .startsWith("landing-eu: nothing of this stack is in its notification");
  }

  @Test
  void switchesEventBridgeOffOnlyWhereTheAppliedStackHasItForNobodyElse() {
    var on = Adopting.found(Adopting.BEGIN + "<EventBridgeConfiguration/>" + Adopting.END);
    var direct = OUTPUTS.replace("null", "null, 'others_eventbridge': false");
    var bridge = direct.replace("direct", "eventbridge");

    for (var ours : List.of(bridge, direct.replace("null", "'eventbridge'"))) {
      assertThat(withdraw(command("", ours), on))
          .singleElement()
          .satisfies(request -> assertThat(request.text()).doesNotContain("EventBridge"));
    }
    assertThat(withdraw(command("", direct), on)).isEmpty();
    assertThat(withdraw(command("", OUTPUTS.replace("direct", "eventbridge")), on)).isEmpty();
    assertThat(withdraw(command("", bridge.replace("false}", "true}")), on)).isEmpty();
    // The stack has set no notification: its owner has switched EventBridge on.
    assertThat(withdraw(command("", bridge, false), on)).isEmpty();
  }

  @Test
  void doesNotAskValuesThatWereNeverAppliedWhoseEventBridgeIs() {
    var on = Adopting.found(Adopting.BEGIN + "<EventBridgeConfiguration/>" + Adopting.END);
    var theirs = OUTPUTS.replace("null", "null, 'others_eventbridge': true");
    var members = ", 'trigger': 'eventbridge', 'others': {'eventbridge': false, 'rules': {}}";

    assertThat(withdraw(command(members, theirs), on)).isEmpty();
    assertThat(withdraw(command(members, theirs.replace("direct", "eventbridge")), on)).isEmpty();
    assertThat(said.toString(UTF_8)).contains("kept EventBridge");
  }

  @Test
  void takesTheBucketOfTheAppliedStack() {
    assertThat(command("", OUTPUTS.replace("landing-eu", "landing-us")).bucket())
        .isEqualTo("landing-us");
    var old = Adopting.json("{'source_bucket': {'value': 'landing-old'}}");
    assertThat(new WithdrawCommand(new SourceValues(old, "source"), old, true, System.out).bucket())
        .isEqualTo("landing-old");
    assertThatThrownBy(() -> command("", "{'source_bucket': {'value': 'landing-old'}}").bucket())
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("no source landing is applied");
    assertThatThrownBy(() -> command("", OUTPUTS.replace("false", "true")).bucket())
        .hasMessage("landing-eu is a bucket of the stack: nobody else's notification is in it");
  }
}
