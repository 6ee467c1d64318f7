package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/** Reads plain JSON. Of two members of one name the last one counts, as in PostgreSQL. */
final class PlainReader {
  private static final Value.Broken TOO_DEEP =
      new Value.Broken(
          ReasonCode.TOO_DEEP,
          "it has more than %s values in each other".formatted(ChangesJson.MAX_DEPTH));

  /** What is done with a parser of a record's data. */
  @FunctionalInterface
  interface Use<R> {
    R of(JsonParser in) throws IOException;
  }

  private PlainReader() {}

  /**
   * Reads a document.
   *
   * @throws RefusalException if it is not JSON
   */
  static Value document(byte[] data) {
    return document(data, in -> value(in, 0));
  }

  /**
   * Reads a document of one value.
   *
   * @param use begins at the value's first token and ends at its last
   * @throws RefusalException if it is not JSON
   */
  static <R> R document(byte[] data, Use<R> use) {
    try (var in = ChangesJson.FACTORY.createParser(data)) {
      if (in.nextToken() == null) {
        throw new RefusalException(ReasonCode.NOT_JSON, "the data are empty");
      }
      var result = use.of(in);
      if (in.nextToken() != null) {
        throw new RefusalException(ReasonCode.NOT_JSON, "the data are more than one JSON value");
      }
      return result;
    } catch (StreamConstraintsException e) {
      throw new RefusalException(ReasonCode.TOO_DEEP, "the data nest too deep");
    } catch (JsonProcessingException e) {
      // Not with the parser's message, which quotes the data.
      throw new RefusalException(
          ReasonCode.NOT_JSON, "the data are no JSON at byte " + e.getLocation().getByteOffset());
    } catch (IOException e) {
      throw new RefusalException(ReasonCode.NOT_JSON, "the data are no text of UTF-8");
    }
  }

  /** Recursion is safe, because it ends at {@link ChangesJson#MAX_DEPTH}. */
  private static Value value(JsonParser in, int depth) throws IOException {
    if (depth > ChangesJson.MAX_DEPTH) {
      in.skipChildren();
      return TOO_DEEP;
    }
    return switch (in.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Value>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
          var name = in.currentName();
          in.nextToken();
          members.put(name, value(in, depth + 1));
        }
        yield new Value.Members(members);
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Value>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(in, depth + 1));
        }
        yield new Value.Elements(elements);
      }
      case VALUE_STRING -> new Value.Text(in.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Digits(in.getText());
      case VALUE_TRUE, VALUE_FALSE -> new Value.Truth(in.getBooleanValue());
      default -> Value.NULL;
    };
  }
}
