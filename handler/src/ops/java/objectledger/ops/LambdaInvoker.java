package objectledger.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.Invocation;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;

/**
 * Invokes an alias or a version of a function, and waits for its response. It tells the function
 * that a tool calls, and no trigger: what a person sends again is not late.
 */
final class LambdaInvoker implements FunctionInvoker {
  private static final String CLIENT_CONTEXT =
      Base64.getEncoder()
          .encodeToString(
              ("{\"custom\":{\"" + Invocation.TOOL + "\":\"true\"}}")
                  .getBytes(StandardCharsets.UTF_8));

  private final LambdaClient lambda;
  private final String functionName;
  private final String qualifier;
  private final LogType log;

  LambdaInvoker(LambdaClient lambda, String functionName, String qualifier) {
    this(lambda, functionName, qualifier, LogType.NONE);
  }

  /**
   * An invoker.
   *
   * @param log whether Lambda adds the last 4 KB that the function logged
   */
  LambdaInvoker(LambdaClient lambda, String functionName, String qualifier, LogType log) {
    this.lambda = lambda;
    this.functionName = functionName;
    this.qualifier = qualifier;
    this.log = log;
  }

  @Override
  public Response invoke(byte[] payload) {
    try {
      var response =
          lambda.invoke(
              invoke ->
                  invoke
                      .functionName(functionName)
                      .qualifier(qualifier)
                      .invocationType(InvocationType.REQUEST_RESPONSE)
                      .logType(log)
                      .clientContext(CLIENT_CONTEXT)
                      .payload(SdkBytes.fromByteArrayUnsafe(payload)));
      return new Response(
          response.functionError() != null, json(response.payload()), text(response.logResult()));
    } catch (InvalidRequestContentException | RequestTooLargeException e) {
      // Lambda rejects this payload, and may accept the next one.
      return Response.unreadable(reason(e));
    } catch (SdkException e) {
      throw new CommandException(JsonText.oneLine(e.getMessage()), e);
    }
  }

  private static String text(String base64) {
    return base64 == null
        ? ""
        : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  private static String reason(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return "Lambda rejects the payload: %s: %s"
        .formatted(details.errorCode(), JsonText.oneLine(details.errorMessage()));
  }

  private static JsonValue json(SdkBytes payload) {
    if (payload == null || payload.asByteArrayUnsafe().length == 0) {
      return new JsonValue("", null);
    }
    try {
      return JsonValue.read(new ByteArrayInputStream(payload.asByteArrayUnsafe()));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is read without input or output", e);
    }
  }
}
