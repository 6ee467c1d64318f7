package objectledger.workflow;

import java.util.List;
import java.util.regex.Pattern;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/**
 * Selects keys: those that meet every condition.
 *
 * @param prefix of the key
 * @param suffix of the key
 * @param name pattern of the part after the last slash of the key; empty for any
 * @param exclude patterns of keys that are not selected
 */
public record KeyMatch(String prefix, String suffix, String name, List<KeyPattern> exclude) {
  /** Two stars are rejected, because they would suggest that they match a slash. */
  private static final Pattern EXCLUDE = Pattern.compile("(?!\\*?/?$|.*\\*\\*).+");

  private static final Pattern NAME = Pattern.compile("(?!\\*?$|.*\\*\\*)[^/]*");

  boolean matches(String key) {
    return key.startsWith(prefix)
        && key.endsWith(suffix)
        && (name.isEmpty() || new KeyPattern(name).matches(key))
        && exclude.stream().noneMatch(pattern -> pattern.matches(key));
  }

  /** Reads {@code WORKFLOW.match}, and adds each problem to the list. */
  static KeyMatch read(JsonValue match, List<String> problems) {
    var prefix = match.get("prefix").textOrEmpty();
    var suffix = match.get("suffix").textOrEmpty();
    var name = match.get("name").textOrEmpty();
    if (prefix.isEmpty() && suffix.isEmpty() && name.isEmpty()) {
      problems.add(
          "WORKFLOW.match is empty, so every object would match: set prefix, suffix or name");
    } else if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      problems.add(
          "WORKFLOW.match.name is %s: set the last part of a key, as _SUCCESS or _committed_*"
              .formatted(JsonText.quote(name)));
    }
    var given = match.get("exclude");
    var exclude =
        given.isAbsent() ? List.<String>of() : given.items().stream().map(JsonValue::text).toList();
    for (var pattern : exclude) {
      if (!EXCLUDE.matcher(pattern).matches()) {
        problems.add(
            "WORKFLOW.match.exclude has %s: set folders, as _temporary/, or names, as *.tmp"
                .formatted(JsonText.quote(pattern)));
      }
    }
    return new KeyMatch(prefix, suffix, name, exclude.stream().map(KeyPattern::new).toList());
  }
}
