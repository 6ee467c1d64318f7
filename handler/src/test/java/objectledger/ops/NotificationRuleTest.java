package objectledger.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Proves whose a rule is, and that no kind of rule is left out without a word. */
class NotificationRuleTest {
  @ParameterizedTest
  @CsvSource({
    "ledger-handler-dev, true",
    "ledger-handler-dev-0a1b2c3d, true",
    "ledger-handler-dev-0a1b2c3, false",
    "ledger-handler-dev-0a1b2c3d4, false",
    "ledger-handler-dev-0A1B2C3D, false",
    "ledger-handler-development, false",
    "my-ledger-handler-dev, false",
    "'', false",
  })
  void isOfTheStackWhoseFunctionIsItsId(String id, boolean ours) {
    var rule = new NotificationRule(id, "arn", List.of("s3:ObjectCreated:*"), "", "");

    assertThat(rule.isOf("ledger-handler-dev")).isEqualTo(ours);
  }

  @Test
  void isTheSameRuleInWhateverOrderItsEventsAre() {
    assertThat(new NotificationRule("x", "arn", List.of("b", "a"), "", ""))
        .isEqualTo(new NotificationRule("x", "arn", List.of("a", "b"), "", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "<WorkflowConfiguration><Id>x</Id><Workflow>arn</Workflow></WorkflowConfiguration>,"
        + " WorkflowConfiguration of the rule x",
    "<QueueConfiguration><Id>y</Id><Queue>arn</Queue><Event>e</Event><Filter><Size>1</Size></Filter>"
        + "</QueueConfiguration>, Size of the rule y",
    "<QueueConfiguration><Filter><S3Key><FilterRule><Name>Infix</Name><Value>v</Value></FilterRule>"
        + "</S3Key></Filter><Id>z</Id></QueueConfiguration>, a filter of Infix of the rule z",
  })
  void refusesWhatItDoesNotKnowByName(String rule, String named) {
    var kinds = new NotificationKinds();
    var builder = S3Client.builder().forcePathStyle(true);
    builder.overrideConfiguration(override -> override.addExecutionInterceptor(kinds));
    try (var aws =
            new FakeAws()
                .reply(200, "<NotificationConfiguration>" + rule + "</NotificationConfiguration>");
        var s3 = aws.client(builder)) {
      assertThatThrownBy(() -> BucketNotification.read(s3, kinds, "b", "123456789012"))
          .isInstanceOf(CommandException.class)
          .hasMessageEndingWith("could not keep: " + named);
    }
  }
}
