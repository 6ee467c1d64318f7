package objectledger.json;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON document with its path, so that an error says where it is. Unknown members are
 * ignored.
 *
 * @param at its place
 * @param value a Map, List, String, Number or Boolean; null if absent or null in JSON
 */
public record JsonValue(JsonPath at, Object value) {
  /** The count of what is absent. */
  public static final long UNKNOWN_COUNT = -1;

  /**
   * The root of a document.
   *
   * @param name of the document in errors; may be empty
   */
  public JsonValue(String name, Object value) {
    this(new JsonPath(null, name), value);
  }

  /**
   * Reads a document.
   *
   * @throws InvalidInputException if it is not JSON, or larger or deeper than the limits
   */
  public static JsonValue read(InputStream document) throws IOException {
    return new JsonValue("", JsonReader.read(document));
  }

  /** Parses this value's text as a document, which SQS and SNS wrap into a string. */
  public JsonValue parseText() {
    return new JsonValue(at.document(), JsonReader.read(text()));
  }

  /** The path of this value, such as {@code Records[0].s3.object.key}; empty for most roots. */
  public String path() {
    return at.toString();
  }

  /** The member of that name; absent if this is not an object or has no such member. */
  public JsonValue get(String name) {
    return new JsonValue(
        at.member(name), value instanceof Map<?, ?> members ? members.get(name) : null);
  }

  /** Whether this value equals another. */
  public boolean isEqualTo(Object other) {
    return other.equals(value);
  }

  public boolean isAbsent() {
    return value == null;
  }

  /**
   * The elements of this array.
   *
   * @throws InvalidInputException if it is not an array
   */
  public List<JsonValue> items() {
    if (!(value instanceof List<?> elements)) {
      throw new InvalidInputException(describe("expected an array"));
    }
    var items = new ArrayList<JsonValue>(elements.size());
    for (var i = 0; i < elements.size(); i++) {
      items.add(new JsonValue(at.element(i), elements.get(i)));
    }
    return items;
  }

  /** The names of this object's members; empty if it is not an object. */
  public List<String> names() {
    return value instanceof Map<?, ?> members
        ? members.keySet().stream().map(String.class::cast).toList()
        : List.of();
  }

  /**
   * This value's text.
   *
   * @throws InvalidInputException if it is absent or not a string
   */
  public String text() {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidInputException(describe("expected a string"));
  }

  /** This value's text, or the empty string if it is absent. */
  public String textOrEmpty() {
    return isAbsent() ? "" : text();
  }

  /** This value as a whole number, or {@link #UNKNOWN_COUNT} if it is absent. */
  public long countOrUnknown() {
    if (isAbsent()) {
      return UNKNOWN_COUNT;
    }
    if (value instanceof Long number && number >= 0) {
      return number;
    }
    throw new InvalidInputException(describe("expected a whole number of 0 or more"));
  }

  private String describe(String expected) {
    var what = path().isEmpty() ? "the payload" : path();
    if (value == null) {
      return what + " is missing: " + expected;
    }
    var kind =
        switch (value) {
          case Map<?, ?> map -> "an object";
          case List<?> list -> "an array";
          case String text -> "a string";
          case Boolean truth -> "a boolean";
          default -> "the number " + value;
        };
    return what + " is " + kind + ": " + expected;
  }
}
