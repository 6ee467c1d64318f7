package objectledger.ops;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import objectledger.json.JsonValue;

/** Invokes an alias of a function, or a version of it, in AWS or whatever plays AWS. */
final class LambdaInvoker implements FunctionInvoker {
  /** What Lambda answers where the payload is at fault: it is no JSON, or too large. */
  private static final Set<String> OF_THE_PAYLOAD =
      Set.of("InvalidRequestContentException", "RequestTooLargeException");

  private final SignedHttp http;
  private final String path;

  LambdaInvoker(SignedHttp http, String functionName, String qualifier) {
    this.http = http;
    this.path =
        "/2015-03-31/functions/%s/invocations?Qualifier=%s".formatted(functionName, qualifier);
  }

  @Override
  public Answer invoke(byte[] payload) {
    try {
      var answer = http.post(path, Map.of("X-Amz-Invocation-Type", "RequestResponse"), payload);
      var isError = answer.headers().firstValue("X-Amz-Function-Error").isPresent();
      return new Answer(
          isError, answer.body().length == 0 ? new JsonValue("", null) : json(answer.body()));
    } catch (RefusedRequest e) {
      if (OF_THE_PAYLOAD.contains(e.code())) {
        return Answer.unreadable(e.getMessage());
      }
      throw e;
    }
  }

  private static JsonValue json(byte[] body) {
    try {
      return JsonValue.read(new ByteArrayInputStream(body));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is read without input or output", e);
    }
  }
}
