package objectledger.ops.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import objectledger.Payload;
import objectledger.TestEvents;
import objectledger.ops.CommandException;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Proves, over real HTTP, how the versions of a function are read, awaited and deleted. */
class LambdaVersionsTest {
  private final FakeAws aws = new FakeAws();
  private final LambdaVersions versions =
      new LambdaVersions(aws.client(LambdaClient.builder()), "f");
  private int pauses;

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void readsVersionsAndAliasesPageByPage() {
    aws.reply(
            200,
            """
            {"Versions":[{"Version":"$LATEST"},{"Version":"3"}],"NextMarker":"a+b"}""")
        .reply(200, "{\"Versions\":[{\"Version\":\"4\"}]}")
        .reply(
            200,
            """
            {"Aliases":[{"Name":"other","FunctionVersion":"1"},{"Name":"live",\
            "FunctionVersion":"3","RoutingConfig":{"AdditionalVersionWeights":{"4":0.25}}}]}""");

    var read = versions.read();

    assertThat(read)
        .isEqualTo(
            new Versions(
                3, Optional.of(new Versions.Canary(4, 0.25)), List.of(3, 4), Set.of(1, 3, 4)));
    assertThat(aws.requests())
        .extracting(FakeAws.Request::line)
        .containsExactly(
            "GET /2015-03-31/functions/f/versions?MaxItems=50",
            "GET /2015-03-31/functions/f/versions?Marker=a%2Bb&MaxItems=50",
            "GET /2015-03-31/functions/f/aliases?MaxItems=50");
  }

  @Test
  void deletesAVersionByItsNumber() {
    aws.reply(204, "");

    versions.delete(3);

    assertThat(aws.requests().getFirst().line())
        .isEqualTo("DELETE /2015-03-31/functions/f?Qualifier=3");
  }

  @Test
  void waitsForAVersionUntilItCanRunOrFailed() {
    aws.reply(200, "{\"State\":\"Pending\"}").reply(200, "{\"State\":\"Active\"}");
    await(3);
    assertThat(pauses).isEqualTo(1);

    aws.reply(200, "{\"State\":\"Failed\",\"StateReason\":\"no\"}");
    assertThatThrownBy(() -> await(3))
        .isInstanceOf(CommandException.class)
        .hasMessage("version 3 cannot run: no");
  }

  @Test
  void waitsForTheSnapshotOfAVersionThatStartsFromOne() {
    var state =
        "{\"State\":\"Active\",\"SnapStart\":{\"ApplyOn\":\"%s\",\"OptimizationStatus\":\"%s\"}}";
    aws.reply(200, state.formatted("PublishedVersions", "Off"))
        .reply(200, state.formatted("PublishedVersions", "On"))
        .reply(200, state.formatted("None", "Off"));

    await(3);
    assertThat(pauses).isEqualTo(1);

    await(3);
    assertThat(pauses).isEqualTo(1);
  }

  @Test
  void activatesAnIdleVersionWithOneEventThatTheFunctionIgnores() {
    aws.reply(200, "{\"State\":\"Inactive\"}")
        .reply(202, "")
        .reply(200, "{\"State\":\"Inactive\"}")
        .reply(200, "{\"State\":\"Active\"}");

    await(3);

    assertThat(aws.requests())
        .extracting(FakeAws.Request::method)
        .containsExactly("GET", "POST", "GET", "GET");
    var event = aws.requests().get(1);
    assertThat(event.line()).isEqualTo("POST /2015-03-31/functions/f/invocations?Qualifier=3");
    assertThat(event.headers().getFirst("X-Amz-Invocation-Type")).isEqualTo("Event");
    assertThat(Payload.of(TestEvents.json(event.text()))).isInstanceOf(Payload.TestEvent.class);
  }

  @Test
  void namesTheStateOfAVersionThatIsNotReadyInTime() {
    for (var looks = 0; looks < 120; looks++) {
      aws.reply(200, "{\"State\":\"Pending\",\"StateReason\":\"being created\"}");
    }

    assertThatThrownBy(() -> await(3))
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "version 3 is still not ready to run: its state is Pending, because being created");
  }

  @Test
  void awaitsTheCanaryToo() {
    var alone = new Versions(3, Optional.empty(), List.of(3, 4), Set.of(3));
    var both = new Versions(3, Optional.of(new Versions.Canary(4, 0.25)), List.of(3, 4), Set.of(3));

    assertThat(VersionReadinessCommand.behindLive(alone).toArray()).containsExactly(3);
    assertThat(VersionReadinessCommand.behindLive(both).toArray()).containsExactly(3, 4);
  }

  private void await(int version) {
    versions.awaitActive(version, () -> pauses++);
  }
}
