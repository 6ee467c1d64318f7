package objectledger.ops.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;

/** Reads the values of a statement, and refuses what is none. */
final class StatementJson {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  private StatementJson() {}

  static Optional<Statement.Link> link(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Optional.empty();
    }
    var link = members(json, "previous");
    require(link.get("name") instanceof String, "its previous has no name");
    return Optional.of(
        new Statement.Link((String) link.get("name"), sha256(link.get("sha256"), "previous")));
  }

  static Map<String, Long> counts(JsonParser json, String of) throws IOException {
    var counts = new TreeMap<String, Long>();
    for (var member : members(json, of).entrySet()) {
      require(member.getValue() instanceof Long, of + " has what is no number");
      counts.put(member.getKey(), (Long) member.getValue());
    }
    return counts;
  }

  /** The texts and numbers of an object that has nothing else. */
  static Map<String, Object> members(JsonParser json, String of) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, of + " is no object");
    var members = new HashMap<String, Object>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var isNumber = json.nextToken() == JsonToken.VALUE_NUMBER_INT;
      members.put(name, isNumber ? (Object) number(json, of) : text(json, of));
    }
    return members;
  }

  static String text(JsonParser json, String name) throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, name + " is no text");
    return json.getText();
  }

  static long number(JsonParser json, String name) throws IOException {
    require(
        json.currentToken() == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
            && json.getLongValue() >= 0,
        name + " is no whole number");
    return json.getLongValue();
  }

  static String sha256(Object value, String of) {
    require(value instanceof String text && SHA256.matcher(text).matches(), of + " has no SHA-256");
    return (String) value;
  }

  static <T> T required(Map<String, T> members, String name) {
    require(members.containsKey(name), "it has no " + name);
    return members.get(name);
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new InvalidInputException(otherwise);
    }
  }
}
