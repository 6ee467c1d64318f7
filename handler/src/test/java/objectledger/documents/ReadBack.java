package objectledger.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a line as the model of {@link GeneratedDocument} has it. */
final class ReadBack {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private ReadBack() {}

  @SuppressWarnings("unchecked")
  static Map<String, Object> line(String line) {
    try (var parser = FACTORY.createParser(line)) {
      parser.nextToken();
      var row = (Map<String, Object>) value(parser);
      if (parser.nextToken() != null) {
        throw new AssertionError("a line has two rows: " + line);
      }
      return row;
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        var members = new TreeMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          var name = parser.currentName();
          parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(parser));
        }
        yield elements;
      }
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_STRING -> parser.getText();
      default -> new GeneratedDocument.Digits(parser.getText());
    };
  }
}
