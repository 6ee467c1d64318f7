package objectledger.documents;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import objectledger.json.JsonText;

/** Where in a document the parser is, for refusals. */
final class Place {
  private final JsonParser in;
  private final int start;
  private long row;

  /**
   * @param start offset of the parser's first byte in the document
   */
  Place(JsonParser in, int start) {
    this.in = in;
    this.start = start;
  }

  void nextRow() {
    row++;
  }

  long row() {
    return row;
  }

  /** A refusal of what is at this place. */
  RefusalException refuse(ReasonCode code, String reason) {
    return new RefusalException(new Refusal(code, reason, row, offset(), RowPath.of(in)));
  }

  /** A refusal for which the parser has given an offset. */
  RefusalException refuse(ReasonCode code, String reason, long parsed) {
    var offset = parsed < 0 ? -1 : parsed + start;
    return new RefusalException(new Refusal(code, reason, row, offset, ""));
  }

  private long offset() {
    return in.currentTokenLocation().getByteOffset() + start;
  }

  /**
   * Checks that a column is used once in an object.
   *
   * @param other member that has used it; null if none has
   */
  void checkUse(String column, String other, String member) {
    if (other == null) {
      return;
    }
    if (other.equals(member)) {
      throw refuse(ReasonCode.DUPLICATE_NAME, "an object has the same name twice");
    }
    throw refuse(
        ReasonCode.COLUMN_COLLISION,
        "%s and %s are both the column %s"
            .formatted(JsonText.quote(other), JsonText.quote(member), JsonText.quote(column)));
  }

  void checkDepth(int depth) {
    if (depth > Limits.DEPTH) {
      throw refuse(ReasonCode.TOO_DEEP, "a row has more than %s levels".formatted(Limits.DEPTH));
    }
  }

  RefusalException mismatch(ColumnType type) {
    return refuse(
        ReasonCode.TYPE_MISMATCH,
        "the column is declared as %s, which cannot hold this %s without loss"
            .formatted(type, kind(in.currentToken())));
  }

  void checkName(String name) {
    if (hasLoneSurrogate(name)) {
      throw loneSurrogate();
    }
  }

  private static boolean hasLoneSurrogate(String text) {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
      }
    }
    return false;
  }

  /** A lone surrogate, which only an escape can make, has no form in UTF-8. */
  void checkText(char[] text, int offset, int length) {
    var end = offset + length;
    for (var i = offset; i < end; i++) {
      if (Character.isSurrogate(text[i])) {
        if (i + 1 == end || !Character.isSurrogatePair(text[i], text[i + 1])) {
          throw loneSurrogate();
        }
        i++;
      }
    }
  }

  private RefusalException loneSurrogate() {
    return refuse(
        ReasonCode.NOT_UNICODE, "a text has a lone surrogate, which is half of a character");
  }

  /** The kind of a value, in words. */
  static String kind(JsonToken token) {
    return switch (token) {
      case START_OBJECT, END_OBJECT, FIELD_NAME -> "object";
      case START_ARRAY, END_ARRAY -> "array";
      case VALUE_STRING -> "string";
      case VALUE_TRUE, VALUE_FALSE -> "boolean";
      case VALUE_NULL -> "null";
      default -> "number";
    };
  }
}
