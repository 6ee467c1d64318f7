package objectledger.ops.release;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;

/**
 * The published versions of a function, and what its aliases make of them.
 *
 * @param live the version that the alias {@code live} is on
 * @param canary another version that gets a share of the events of {@code live}, if one does
 * @param published every version that is there, the oldest first
 * @param used those that some alias needs
 */
public record Versions(
    int live, Optional<Canary> canary, List<Integer> published, Set<Integer> used) {
  /**
   * A version on trial.
   *
   * @param weight its share of the events, from 0 to 1
   */
  public record Canary(int version, double weight) {}

  public Versions {
    published = published.stream().sorted().toList();
    used = Set.copyOf(used);
  }

  int newest() {
    return published.getLast();
  }

  /** The newest version that is older than the one that is live. */
  Optional<Integer> previous() {
    return published.stream().filter(version -> version < live).max(Integer::compare);
  }

  /**
   * Where {@code live} goes when what was done last is taken back. With a canary, that is taken
   * away. With a newer version that gets no event, live is back already: to ask twice goes no
   * further.
   *
   * @param asked the version that somebody wants; empty where none is named
   * @throws CommandException if there is no such version
   */
  int rollback(String asked) {
    if (asked.isEmpty()) {
      return canary.isPresent() || newest() > live
          ? live
          : previous()
              .orElseThrow(
                  () ->
                      new CommandException(
                          "version %s is live, and none is older".formatted(live)));
    }
    return published.stream()
        .filter(version -> asked.equals(version.toString()))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "TO=%s is no version: set one of %s"
                        .formatted(JsonText.quote(asked), published)));
  }

  /**
   * Those that nobody needs: all but what an alias is on or gives events to, the newest ones, and
   * the one that a rollback would go to.
   *
   * @param keep how many of the newest stay, at least one
   */
  List<Integer> prunable(int keep) {
    var needed = new TreeSet<>(used);
    needed.add(live);
    canary.ifPresent(trial -> needed.add(trial.version()));
    previous().ifPresent(needed::add);
    return published.subList(0, Math.max(0, published.size() - keep)).stream()
        .filter(version -> !needed.contains(version))
        .toList();
  }
}
