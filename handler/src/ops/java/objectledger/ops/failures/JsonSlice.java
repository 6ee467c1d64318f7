package objectledger.ops.failures;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;

/**
 * A JSON value as it is written. What is read into maps and written again is not the same: numbers
 * lose digits, and a lone surrogate cannot be read at all.
 *
 * @param text of the value, without white space around it
 */
record JsonSlice(String text) {
  /** Larger than any object that Lambda or the function writes: a payload has 6 MB at most. */
  private static final int MAX_CHARS = 64 << 20;

  /** An item of DynamoDB has 32 levels, each of which is two of JSON. */
  private static final int MAX_DEPTH = 1_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARS)
                  .maxNumberLength(MAX_CHARS)
                  .maxNameLength(MAX_CHARS)
                  .build())
          .build();

  /** Takes the parts out of a parser that stands at the value. */
  private interface Parts<T> {
    T read(JsonParser json) throws IOException;
  }

  /**
   * The member of that name; empty if this is no object or has none.
   *
   * @throws InvalidInputException if this is not JSON
   */
  Optional<JsonSlice> member(String name) {
    return read(
        json -> {
          if (json.currentToken() != JsonToken.START_OBJECT) {
            return Optional.empty();
          }
          while (json.nextToken() == JsonToken.FIELD_NAME) {
            var isWanted = name.equals(json.currentName());
            json.nextToken();
            if (isWanted) {
              return Optional.of(slice(json));
            }
            json.skipChildren();
          }
          return Optional.empty();
        });
  }

  /**
   * The elements.
   *
   * @throws InvalidInputException if this is not a JSON array
   */
  List<JsonSlice> items() {
    return read(
        json -> {
          if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new InvalidInputException("the records are no array");
          }
          var items = new ArrayList<JsonSlice>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            items.add(slice(json));
          }
          return items;
        });
  }

  /** The text that this is; itself if it is no text. */
  JsonSlice parseText() {
    return read(
        json ->
            json.currentToken() == JsonToken.VALUE_STRING ? new JsonSlice(json.getText()) : this);
  }

  boolean isObject() {
    return text.startsWith("{");
  }

  byte[] bytes() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The value at which the parser is, which is then at its end. */
  private JsonSlice slice(JsonParser json) throws IOException {
    var start = json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    json.finishToken();
    return new JsonSlice(text.substring((int) start, (int) json.currentLocation().getCharOffset()));
  }

  private <T> T read(Parts<T> parts) {
    try (var json = FACTORY.createParser(text)) {
      if (json.nextToken() == null) {
        throw new InvalidInputException("it is empty");
      }
      return parts.read(json);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "it is not JSON: " + JsonText.oneLine(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException("text is read without input or output", e);
    }
  }
}
