package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Conversions to {@code string} and {@code boolean}. */
final class TextConversions {
  private TextConversions() {}

  /** The text of a string, or of a number or boolean as the document writes it. */
  static boolean toText(JsonParser in, JsonGenerator out) throws IOException {
    out.writeString(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    return true;
  }

  /** A boolean, or the text {@code true} or {@code false}. */
  static boolean toBoolean(JsonParser in, JsonGenerator out) throws IOException {
    var token = in.currentToken();
    var isText = token == JsonToken.VALUE_STRING;
    if (token == JsonToken.VALUE_TRUE || (isText && in.getText().equals("true"))) {
      out.writeBoolean(true);
      return true;
    }
    if (token == JsonToken.VALUE_FALSE || (isText && in.getText().equals("false"))) {
      out.writeBoolean(false);
      return true;
    }
    return false;
  }
}
