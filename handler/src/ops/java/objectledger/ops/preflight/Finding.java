package objectledger.ops.preflight;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of one check.
 *
 * @param check its name, which several findings may have
 * @param said what was found, or why nothing was asked
 * @param cures what to type, a line each
 */
record Finding(String check, Result result, String said, List<String> cures) {
  /** Only {@link #OK} says that a check was made and found nothing wrong. */
  enum Result {
    OK("ok"),
    MISTAKE("mistake"),
    NOT_ALLOWED("not allowed to ask"),
    NOT_ANSWERED("not answered"),
    NOT_ASKED("not asked");

    final String words;

    Result(String words) {
      this.words = words;
    }
  }

  static Finding ok(String check, String said) {
    return new Finding(check, Result.OK, said, List.of());
  }

  static Finding mistake(String check, String said, String... cures) {
    return new Finding(check, Result.MISTAKE, said, List.of(cures));
  }

  static Finding notAsked(String check, String because) {
    return new Finding(check, Result.NOT_ASKED, "because " + because, List.of());
  }

  static Finding notAnswered(String check, String said) {
    return new Finding(check, Result.NOT_ANSWERED, said, List.of());
  }

  /** Whether somebody has to act before an apply: what is not known is not ok. */
  boolean stops() {
    return result != Result.OK && result != Result.NOT_ASKED;
  }

  Map<String, Object> toValue() {
    return new TreeMap<>(
        Map.of("check", check, "result", result.words, "said", said, "to_type", cures));
  }
}
