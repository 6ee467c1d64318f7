package objectledger.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes a JSON object as one line of UTF-8 that ends with a line break. Every name and text is
 * made {@linkplain UnicodeText#repair well-formed}, because many readers reject a line with a lone
 * surrogate, and with it the whole file.
 */
public final class JsonWriter {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new Invisible())
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private JsonWriter() {}

  /**
   * The line of an object. Members keep their order; values are maps and lists of strings, numbers,
   * booleans and null.
   */
  public static byte[] toLine(Map<String, ?> members) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var json = FACTORY.createGenerator(bytes)) {
      write(json, members);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is written without input or output", e);
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  /**
   * The escape of an invisible character, null for any other. JSON allows most of them unescaped,
   * but some end a line for many readers, control a terminal, or reverse the text direction.
   */
  private static String escape(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          "\\u%04X".formatted(character);
      default -> null;
    };
  }

  /** A text as the content of a JSON string, with invisible characters escaped. */
  public static String quoted(String text) {
    var quoted = new StringBuilder();
    for (var c : JsonStringEncoder.getInstance().quoteAsString(UnicodeText.repair(text))) {
      var escape = escape(c);
      quoted.append(escape == null ? String.valueOf(c) : escape);
    }
    return quoted.toString();
  }

  private static final class Invisible extends CharacterEscapes {
    private static final long serialVersionUID = 1;

    @Override
    public int[] getEscapeCodesForAscii() {
      var codes = CharacterEscapes.standardAsciiEscapesForJSON();
      codes[0x7F] = CharacterEscapes.ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      var escape = escape(character);
      return escape == null ? null : new SerializedString(escape);
    }
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Boolean truth -> json.writeBoolean(truth);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (var entry : UnicodeText.repairNames(map).entrySet()) {
          json.writeFieldName((String) entry.getKey());
          write(json, entry.getValue());
        }
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        for (var element : list) {
          write(json, element);
        }
        json.writeEndArray();
      }
      default -> json.writeString(UnicodeText.repair(value.toString()));
    }
  }
}
