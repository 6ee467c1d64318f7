package objectledger.workflow;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * A JSON object with placeholders in its strings, such as {@code {{key}}}. The template is valid
 * JSON, so each placeholder is inside a string; values are escaped, so they stay inside it. A
 * string that is {@code "{{size:number}}"} as a whole becomes a number, or null where there is
 * none.
 */
public record BodyTemplate(String text) {
  static final Set<String> NAMES =
      Set.of("bucket", "key", "version_id", "size", "uri", "folder_uri", "record_id");

  private static final String NUMBER = "\"{{size:number}}\"";

  private static final Pattern PLACEHOLDER =
      Pattern.compile(Pattern.quote(NUMBER) + "|\\{\\{([^{}]*)}}");

  /** What is wrong with a template, and what to write instead. */
  public static Optional<String> problem(String given) {
    // Where a number cannot stand, as for a name, this is no JSON.
    var text = given.replace(NUMBER, "0");
    try {
      if (new JsonValue("", JsonReader.read(text)).names().isEmpty()) {
        return Optional.of("is no JSON object with members: write one, as {\"uri\": \"{{uri}}\"}");
      }
    } catch (InvalidInputException e) {
      return Optional.of(
          "is not JSON: write an object, with the placeholders inside its strings, as"
              + " {\"uri\": \"{{uri}}\", \"bytes\": \"{{size:number}}\"}");
    }
    var unknown = PLACEHOLDER.matcher(text).replaceAll(BodyTemplate::emptyWhereKnown);
    if (unknown.contains("{{size:number}}")) {
      return Optional.of("has {{size:number}} beside other text: write {{size}} there");
    }
    return unknown.contains("{{")
        ? Optional.of("has a placeholder that is not one of " + new TreeSet<>(NAMES))
        : Optional.empty();
  }

  private static String emptyWhereKnown(MatchResult found) {
    return NAMES.contains(found.group(1)) ? "" : Matcher.quoteReplacement(found.group());
  }

  /**
   * The text with the placeholders replaced. It is scanned once, so a value that looks like a
   * placeholder is not replaced.
   */
  public String fill(Map<String, ?> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(
            found ->
                found.group(1) == null
                    ? number(values.get("size").toString())
                    : Matcher.quoteReplacement(
                        JsonWriter.quoted(values.get(found.group(1)).toString())));
  }

  private static String number(String digits) {
    return digits.isEmpty() ? "null" : digits;
  }
}
