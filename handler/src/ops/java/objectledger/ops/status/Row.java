package objectledger.ops.status;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of the screen.
 *
 * @param name of what it is about
 * @param text about it, for a person
 * @param json the same for a program
 * @param findings on which a person should act
 */
record Row(String name, String text, Map<String, Object> json, List<Finding> findings) {
  Row {
    json = Collections.unmodifiableMap(new LinkedHashMap<>(json));
    findings = List.copyOf(findings);
  }

  /** What cannot be said, because a call failed or took too long. */
  static Row unknown(String name, Refusal refusal) {
    return new Row(
        name,
        "not known: " + refusal.reason(),
        Map.of("unknown", refusal.reason()),
        List.of(refusal.finding()));
  }

  /** The members of JSON, with the name. */
  Map<String, Object> toJson() {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", name);
    members.putAll(json);
    return members;
  }

  /** Collects the parts of a row. */
  static final class Builder {
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    Builder(String name) {
      this.name = name;
    }

    /** Adds to the text. */
    Builder say(String more) {
      text.append(text.isEmpty() ? "" : ", ").append(more);
      return this;
    }

    Builder put(String member, Object value) {
      json.put(member, value);
      return this;
    }

    Builder act(String what, String cure) {
      findings.add(new Finding(what, cure));
      return this;
    }

    Row build() {
      return new Row(name, text.toString(), json, findings);
    }
  }
}
