package objectledger.workflow;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import objectledger.ModelS3;
import objectledger.TestContext;
import objectledger.TestEvents;
import objectledger.TestFunction;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import objectledger.parameters.ParameterProvider;

/** The function with a workflow that is called for each {@code …/_SUCCESS}. */
final class WorkflowFunction {
  private final ModelS3 s3;
  private final RequestStreamHandler handler;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  WorkflowFunction(ModelS3 s3, URI url) {
    this.s3 = s3;
    var workflow =
        new WorkflowSettings(
            url,
            new KeyMatch("", "/_SUCCESS", "", List.of()),
            new BodyTemplate("{\"uri\":\"{{uri}}\"}"),
            List.of(RequestHeader.bearer("TOKEN")),
            Duration.ofSeconds(2));
    var parameters =
        new ParameterProvider(
            Map.of("TOKEN", "token-1"), "", Duration.ZERO, deadline -> "", InstantSource.system());
    var call =
        new WorkflowInvoker(
            workflow,
            new CallClaims(ModelS3.ledger(s3), Backoff.jittered(), InstantSource.system()),
            parameters,
            Backoff.jittered(),
            InstantSource.system());
    this.handler =
        TestFunction.withWorkflow(
            s3,
            call,
            new Log(
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                InstantSource.system(),
                Log.Level.INFO));
  }

  String created() {
    return TestEvents.notification(s3.put("events/_SUCCESS", ""));
  }

  void deliver(String payload) {
    deliver(payload, 20_000);
  }

  /**
   * Delivers an event.
   *
   * @throws RuntimeException if the call failed
   */
  void deliver(String payload, int millisLeft) {
    try {
      handler.handleRequest(
          TestEvents.stream(payload),
          new ByteArrayOutputStream(),
          TestContext.withTimeLeft(millisLeft));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The one marker that the calls left. */
  JsonValue marker() {
    var keys = s3.keys(ModelS3.LEDGER).stream().filter(key -> key.startsWith("workflow/")).toList();
    if (keys.size() != 1) {
      throw new AssertionError(keys);
    }
    return s3.lines(keys.getFirst()).getFirst();
  }
}
