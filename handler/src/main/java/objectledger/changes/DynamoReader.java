package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import objectledger.changes.Value.Broken;

/**
 * Reads values with DynamoDB's types, such as {@code {"N":"12"}}. What is no such value becomes
 * {@link Broken}, and the parser is after it all the same.
 */
final class DynamoReader {
  private static final Broken TOO_DEEP =
      new Broken(
          ReasonCode.TOO_DEEP,
          "it has more than %s values in each other".formatted(ChangesJson.MAX_DEPTH));

  private static final Broken UNTYPED =
      new Broken(ReasonCode.VALUE_INVALID, "it has a value without one of DynamoDB's types");

  private DynamoReader() {}

  /**
   * Reads attributes by their names.
   *
   * @param in at their object; afterwards at its end
   */
  static Value attributes(JsonParser in) throws IOException {
    return attributes(in, 0);
  }

  private static Value attributes(JsonParser in, int depth) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return untyped(in);
    }
    if (depth >= ChangesJson.MAX_DEPTH) {
      in.skipChildren();
      return TOO_DEEP;
    }
    var members = new LinkedHashMap<String, Value>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = in.currentName();
      in.nextToken();
      members.put(name, value(in, depth + 1));
    }
    return new Value.Members(members);
  }

  private static Value value(JsonParser in, int depth) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return untyped(in);
    }
    if (in.nextToken() == JsonToken.END_OBJECT) {
      return UNTYPED;
    }
    var type = in.currentName();
    in.nextToken();
    var value = ofType(type, in, depth);
    var isOne = true;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      isOne = false;
      in.nextToken();
      in.skipChildren();
    }
    return isOne ? value : UNTYPED;
  }

  private static Value ofType(String type, JsonParser in, int depth) throws IOException {
    return switch (type) {
      case "S" -> text(in, Value.Text::new);
      case "N" -> text(in, Numbers::digits);
      case "B" -> text(in, Value.Binary::new);
      case "BOOL" ->
          in.currentToken().isBoolean() ? new Value.Truth(in.getBooleanValue()) : untyped(in);
      case "NULL" -> in.currentToken().isScalarValue() ? Value.NULL : untyped(in);
      case "M" -> attributes(in, depth);
      case "L" -> elements(in, depth);
      // A set has no order: without one of its own, equal sets would be different values.
      case "SS" -> set(in, Value.Text::new, Map.Entry.comparingByKey());
      case "NS" -> set(in, Numbers::digits, Comparator.comparing(Map.Entry::getKey, Numbers.ORDER));
      case "BS" -> set(in, Value.Binary::new, Map.Entry.comparingByKey());
      default -> untyped(in);
    };
  }

  private static Value text(JsonParser in, Function<String, Value> of) throws IOException {
    return in.currentToken() == JsonToken.VALUE_STRING ? of.apply(in.getText()) : untyped(in);
  }

  private static Value elements(JsonParser in, int depth) throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      return untyped(in);
    }
    if (depth >= ChangesJson.MAX_DEPTH) {
      in.skipChildren();
      return TOO_DEEP;
    }
    var elements = new ArrayList<Value>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(in, depth + 1));
    }
    return new Value.Elements(elements);
  }

  private static Value set(
      JsonParser in, Function<String, Value> of, Comparator<Map.Entry<String, Value>> order)
      throws IOException {
    if (in.currentToken() != JsonToken.START_ARRAY) {
      return untyped(in);
    }
    List<Map.Entry<String, Value>> elements = new ArrayList<>();
    var isTyped = true;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      isTyped &= in.currentToken() == JsonToken.VALUE_STRING;
      var value = text(in, of);
      isTyped &= !(value instanceof Broken);
      elements.add(Map.entry(isTyped ? in.getText() : "", value));
    }
    if (!isTyped) {
      return UNTYPED;
    }
    elements.sort(order);
    return new Value.Elements(elements.stream().map(Map.Entry::getValue).toList());
  }

  private static Broken untyped(JsonParser in) throws IOException {
    in.skipChildren();
    return UNTYPED;
  }
}
