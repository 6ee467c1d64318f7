package objectledger.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;

/**
 * Reads a JSON document within limits of size, depth and number of tokens, so that no input can
 * overflow the stack or fill the memory.
 */
public final class JsonReader {
  /**
   * Lambda accepts at most 6 MB, and our records nest 12 levels deep. Larger input is an attack.
   */
  private static final int MAX_BYTES = 8 << 20;

  private static final int MAX_DEPTH = 64;
  private static final int MAX_TOKENS = 2_000_000;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNumberLength(100)
                  .maxNameLength(1_000)
                  .build())
          .build();

  private JsonReader() {}

  /**
   * Reads a document into maps, lists, strings, numbers, booleans and null.
   *
   * @throws InvalidInputException if it is not JSON, or larger or deeper than the limits
   */
  public static Object read(InputStream document) throws IOException {
    return parse(FACTORY.createParser(document));
  }

  public static Object read(String document) {
    try {
      return parse(FACTORY.createParser(document));
    } catch (IOException e) {
      throw new UncheckedIOException("text is read without input or output", e);
    }
  }

  private static Object parse(JsonParser source) throws IOException {
    try (source) {
      if (source.nextToken() == null) {
        throw new InvalidInputException("the payload is empty");
      }
      var root = value(source);
      if (source.nextToken() != null) {
        throw new InvalidInputException("the payload goes on after its end");
      }
      return root;
    } catch (StreamConstraintsException e) {
      throw new InvalidInputException("the payload is beyond all bounds: " + reason(e));
    } catch (JsonProcessingException e) {
      var at = e.getLocation() == null ? "" : " (byte " + e.getLocation().getByteOffset() + ")";
      throw new InvalidInputException("the payload is not JSON: " + reason(e) + at);
    }
  }

  /** The parser's message, which quotes the payload, on one line. */
  private static String reason(JsonProcessingException e) {
    return JsonText.oneLine(e.getOriginalMessage());
  }

  /** Recursion is safe, because the parser stops at {@link #MAX_DEPTH}. */
  private static Object value(JsonParser source) throws IOException {
    return switch (source.currentToken()) {
      case START_OBJECT -> {
        var members = new LinkedHashMap<String, Object>();
        while (source.nextToken() != JsonToken.END_OBJECT) {
          var name = wellFormed(source.currentName());
          source.nextToken();
          members.put(name, value(source));
        }
        yield members;
      }
      case START_ARRAY -> {
        var elements = new ArrayList<Object>();
        while (source.nextToken() != JsonToken.END_ARRAY) {
          elements.add(value(source));
        }
        yield elements;
      }
      case VALUE_STRING -> wellFormed(source.getText());
      case VALUE_NUMBER_INT -> fitsLong(source) ? source.getLongValue() : source.getText();
      case VALUE_TRUE, VALUE_FALSE -> source.getBooleanValue();
      case VALUE_NULL -> null;
      default -> source.getDoubleValue();
    };
  }

  private static boolean fitsLong(JsonParser source) throws IOException {
    return source.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  /** A lone surrogate has no UTF-8 form, and would become another key on its way to S3. */
  private static String wellFormed(String text) {
    if (!UnicodeText.isWellFormed(text)) {
      throw new InvalidInputException("the payload has a lone surrogate, which is no character");
    }
    return text;
  }
}
