package objectledger.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.lambda.LambdaClient;

/**
 * Proves, over real HTTP, what Lambda is sent, what becomes of each response, and that a payload
 * which Lambda rejects is told apart from a function that cannot be invoked.
 */
class LambdaInvokerTest {
  private final FakeAws aws = new FakeAws();
  private final LambdaInvoker lambda =
      new LambdaInvoker(aws.client(LambdaClient.builder()), "the-function", "live");

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void sendsThePayloadByteForByteToTheAlias() {
    aws.reply(200, "{\"batchItemFailures\":[]}");
    var payload = "{ \"a\" : \"é\\u00e9\",\r\n\"b\":1.0 }\n";

    var response = lambda.invoke(payload.getBytes(UTF_8));

    assertThat(response.problem()).isEmpty();
    var request = aws.requests().getFirst();
    assertThat(request.line())
        .isEqualTo("POST /2015-03-31/functions/the-function/invocations?Qualifier=live");
    assertThat(request.body()).isEqualTo(payload.getBytes(UTF_8));
    assertThat(request.headers().getFirst("X-Amz-Invocation-Type")).isEqualTo("RequestResponse");
    assertThat(request.headers().getFirst("Authorization")).contains("/eu-west-1/lambda/");
  }

  @Test
  void readsAnErrorOfTheFunctionAndTheMessagesThatItGaveBack() {
    aws.reply(
            200,
            Map.of("X-Amz-Function-Error", "Unhandled"),
            "{\"errorMessage\":\"1 of 1 events not recorded\",\"errorType\":\"x\"}".getBytes(UTF_8))
        .reply(200, "")
        .reply(200, "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}");

    assertThat(lambda.invoke(new byte[0]).problem()).contains("1 of 1 events not recorded");
    assertThat(lambda.invoke(new byte[0]).problem()).isEmpty();
    assertThat(lambda.invoke(new byte[0]).problem()).isPresent();
  }

  @Test
  void readsAResponseOfSeveralMegabytes() {
    var results =
        String.join(
            ",",
            Collections.nCopies(60_000, "{\"taskId\":\"1\",\"x\":\"" + "y".repeat(60) + "\"}"));
    aws.reply(200, "{\"results\":[" + results + "]}");

    assertThat(lambda.invoke(new byte[] {'{'}).json().get("results").items()).hasSize(60_000);
  }

  @Test
  void triesAgainWhereLambdaIsBusy() {
    aws.reply(429, "{\"Reason\":\"ConcurrentInvocationLimitExceeded\"}")
        .reply(503, "")
        .reply(509, "")
        .reply(200, "");

    assertThat(lambda.invoke(new byte[0]).problem()).isEmpty();

    assertThat(aws.requests()).hasSize(4);
  }

  @Test
  void givesUpAfterSevenAttempts() {
    for (var attempt = 0; attempt < 7; attempt++) {
      aws.reply(503, "{\"Message\":\"busy\"}");
    }

    assertThatThrownBy(() -> lambda.invoke(new byte[0]))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("busy");
    assertThat(aws.requests()).hasSize(7);
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequestContentException",
    "400, InvalidRequestContentException:http://internal.amazon.com/coral/",
    "413, RequestTooLargeException"
  })
  void makesAPermanentFailureOfAPayloadThatLambdaRejects(int status, String type) {
    refuse(status, type, "it says why");

    assertThat(lambda.invoke(new byte[] {'{'}).problem())
        .hasValueSatisfying(
            cause -> assertThat(cause).startsWith("PERMANENT: ").contains("it says why"));
  }

  @ParameterizedTest
  @CsvSource({"400, InvalidParameterValueException", "403, AccessDeniedException", "404, ''"})
  void endsTheToolOnAnyOtherRefusalAndSaysItInOneLine(int status, String type) {
    refuse(status, type, "User x is not authorized\\nto perform: lambda:InvokeFunction");

    assertThatThrownBy(() -> lambda.invoke(new byte[] {'{'}))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("not authorized\\nto perform: lambda:InvokeFunction")
        .hasMessageContaining("Service: Lambda, Status Code: " + status);
    assertThat(aws.requests()).hasSize(1);
  }

  @Test
  void namesTheEndpointThatDoesNotRespond() {
    aws.close();

    assertThatThrownBy(() -> lambda.invoke(new byte[0]))
        .isInstanceOf(CommandException.class)
        .hasMessageStartingWith("Lambda cannot be reached at " + aws.url() + ": ");
  }

  private void refuse(int status, String type, String message) {
    aws.reply(
        status,
        type.isEmpty() ? Map.of() : Map.of("x-amzn-ErrorType", type),
        "{\"Message\":\"%s\"}".formatted(message).getBytes(UTF_8));
  }
}
