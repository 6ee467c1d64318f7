package objectledger.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a JSON object, in order. An absent field is not included. */
public final class JsonFields {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Map<String, Object> members = new LinkedHashMap<>();

  /** Adds a field, unless its value is null, an empty text or an empty map. */
  public JsonFields put(String name, Object value) {
    switch (value) {
      case null -> {}
      case String text when text.isEmpty() -> {}
      case Map<?, ?> map when map.isEmpty() -> {}
      // Sorted, so that the same map gives the same bytes.
      case Map<?, ?> map -> members.put(name, new TreeMap<>(map));
      case Instant instant -> members.put(name, TIME.format(instant));
      default -> members.put(name, value);
    }
    return this;
  }

  /** The fields of these names that are present. */
  public Map<String, Object> only(String... names) {
    var chosen = new LinkedHashMap<String, Object>();
    for (var name : names) {
      if (members.containsKey(name)) {
        chosen.put(name, members.get(name));
      }
    }
    return chosen;
  }

  /** One line of JSON, its line break included. */
  public byte[] toJson() {
    return JsonWriter.toLine(members);
  }
}
