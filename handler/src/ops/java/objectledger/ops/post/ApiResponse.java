package objectledger.ops.post;

import java.util.ArrayList;
import java.util.List;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;

/** A response of the API. */
record ApiResponse(int status, String body) {
  private static final int SHOWN = 200;

  boolean isSuccess() {
    return status / 100 == 2 && json().get("success").isEqualTo(true);
  }

  /** What the API says of a success. */
  JsonValue data() {
    return json().get("data");
  }

  /** The body; absent where it is no JSON. */
  private JsonValue json() {
    try {
      return new JsonValue("", JsonReader.read(body));
    } catch (InvalidInputException e) {
      return new JsonValue("", null);
    }
  }

  /** The refusal, and what can be done about it. */
  CommandException refusal() {
    var error = json().get("error");
    var said =
        error.get("message").isAbsent()
            ? body.substring(0, Math.min(SHOWN, body.length()))
            : "%s: %s (request %s)"
                .formatted(
                    error.get("code").textOrEmpty(), error.get("message").textOrEmpty(), request());
    return new CommandException("the API answered %s: %s".formatted(status, said), cures());
  }

  /** The id of the request, which that of its document is, too. */
  private String request() {
    return json().get("error").get("request_id").textOrEmpty();
  }

  private List<String> cures() {
    var cures = new ArrayList<String>();
    switch (status) {
      case 401 -> cures.add("the token is missing, expired, or of another pool or client: TOKEN=…");
      case 403 -> {
        cures.add("if the API asks for a key, it is missing or wrong: API_KEY=…");
        cures.add("if it asks for a signature, yours may not call it: execute-api:Invoke");
      }
      case 413 -> cures.add("type the same with FILE=…: larger files go around the API");
      case 429 -> cures.add("too many requests, or the quota of the key is used up: wait");
      case 500, 502, 503 -> cures.add("the document is not stored: type the same again");
      case 504 -> {
        cures.add("it may be stored all the same; a second post would be a second document");
        cures.add("to look for it: make find ENV=… SOURCE=ingress KEY=id=" + request());
      }
      default -> {
        // The message says it.
      }
    }
    return cures;
  }
}
