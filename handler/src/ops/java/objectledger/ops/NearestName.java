package objectledger.ops;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a misspelled one most likely means, as {@code .make} does. */
public final class NearestName {
  private NearestName() {}

  /** The nearest of the names; empty if more than half of the letters would have to change. */
  public static Optional<String> of(String misspelled, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(misspelled, name) <= misspelled.length() / 2)
        .min(
            Comparator.comparingInt((String name) -> distance(misspelled, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** How many letters have to be changed, added or left out to make one name of the other. */
  private static int distance(String one, String other) {
    var from = one.toLowerCase(Locale.ROOT);
    var to = other.toLowerCase(Locale.ROOT);
    var row = new int[to.length() + 1];
    for (var j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (var i = 1; i <= from.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j <= to.length(); j++) {
        var cost = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        var next = Math.min(diagonal + cost, Math.min(row[j - 1], row[j]) + 1);
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[to.length()];
  }
}
