package objectledger.ops.failures;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.FunctionInvoker;

/**
 * Gives a function the event of a failed invocation without the envelope in which Lambda sends it
 * to a queue.
 */
record EnvelopeOpener(FunctionInvoker alias) implements FunctionInvoker {
  @Override
  public Response invoke(byte[] payload) {
    try {
      var body = new String(payload, StandardCharsets.UTF_8);
      var event = new JsonValue("", JsonReader.read(body)).get("requestPayload").value();
      return alias.invoke(event instanceof Map<?, ?> members ? line(members) : payload);
    } catch (InvalidInputException e) {
      return Response.unreadable("the message cannot be read: " + e.getMessage());
    }
  }

  private static byte[] line(Map<?, ?> members) {
    var named = new LinkedHashMap<String, Object>();
    members.forEach((name, value) -> named.put((String) name, value));
    return JsonWriter.toLine(named);
  }
}
