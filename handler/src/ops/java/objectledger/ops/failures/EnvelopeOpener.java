package objectledger.ops.failures;

import java.nio.charset.StandardCharsets;
import objectledger.json.InvalidInputException;
import objectledger.ops.FunctionInvoker;

/**
 * Gives a function the event of a failed invocation, as it came, without the envelope in which
 * Lambda sends it to a queue.
 */
record EnvelopeOpener(FunctionInvoker alias) implements FunctionInvoker {
  @Override
  public Response invoke(byte[] payload) {
    try {
      var body = new JsonSlice(new String(payload, StandardCharsets.UTF_8));
      var event = body.member("requestPayload").filter(JsonSlice::isObject);
      return alias.invoke(event.map(JsonSlice::bytes).orElse(payload));
    } catch (InvalidInputException e) {
      return Response.unreadable("the message cannot be read: " + e.getMessage());
    }
  }
}
