package objectledger.smoke;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import objectledger.ops.Source;
import objectledger.workflow.KeyPattern;

/** A key that a source has recorded, and that is of interest to the workflow. */
final class SmokeKey {
  private SmokeKey() {}

  /**
   * Makes a key that has both prefixes, and a suffix, of the source's filter and of the match.
   *
   * @param match of the workflow, as the stack's outputs have it
   * @param middle what distinguishes the key from others
   * @return empty where there is no such key
   */
  static Optional<String> of(Source source, JsonValue match, String middle) {
    var exclude = match.get("exclude");
    var patterns =
        exclude.isAbsent()
            ? List.<String>of()
            : exclude.items().stream().map(JsonValue::text).toList();
    var name = match.get("name").textOrEmpty();
    var suffixes = source.keySuffixes().isEmpty() ? List.of("") : source.keySuffixes();
    return longer(source.keyPrefix(), match.get("prefix").textOrEmpty(), false).stream()
        .flatMap(
            prefix ->
                suffixes.stream()
                    .map(suffix -> longer(suffix, match.get("suffix").textOrEmpty(), true))
                    .flatMap(Optional::stream)
                    .flatMap(
                        end ->
                            ends(name, end)
                                .filter(text -> text.endsWith(end))
                                .map(text -> prefix + middle + text)))
        .filter(key -> name.isEmpty() || new KeyPattern(name).matches(key))
        .filter(key -> patterns.stream().map(KeyPattern::new).noneMatch(p -> p.matches(key)))
        .findFirst();
  }

  /** The longer of two texts that begins, or ends, with the other; empty where neither does. */
  private static Optional<String> longer(String one, String other, boolean atEnd) {
    var isOneLonger = one.length() >= other.length();
    var longer = isOneLonger ? one : other;
    var shorter = isOneLonger ? other : one;
    return Optional.of(longer)
        .filter(text -> atEnd ? text.endsWith(shorter) : text.startsWith(shorter));
  }

  /** What keys of that name may end with: a star stands for what the end needs, or for a letter. */
  private static Stream<String> ends(String name, String end) {
    if (name.isEmpty()) {
      return Stream.of(end);
    }
    var star = name.lastIndexOf('*');
    var tail = name.substring(star + 1);
    var filled =
        star >= 0 && end.endsWith(tail)
            ? name.substring(0, star) + "x" + end.substring(0, end.length() - tail.length()) + tail
            : name;
    return Stream.concat(
        Stream.of(name, filled).map(text -> "/" + text.replace("*", "x")),
        Stream.of(end).filter(not(String::isEmpty)));
  }
}
