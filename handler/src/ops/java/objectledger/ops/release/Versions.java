package objectledger.ops.release;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;

/**
 * The published versions of a function, and how its aliases use them.
 *
 * @param live the version that the alias {@code live} is on
 * @param canary the version that gets a share of the events of {@code live}, if any
 * @param published all published versions, oldest first
 * @param used the versions that an alias uses
 */
record Versions(int live, Optional<Canary> canary, List<Integer> published, Set<Integer> used) {
  /**
   * A version that gets a share of the events.
   *
   * @param weight its share of the events, from 0 to 1
   */
  record Canary(int version, double weight) {}

  Versions {
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
   * The version of {@code live} after a rollback. If there is a canary, or a newer version that
   * gets no events, it is the present one: a second rollback goes no further back.
   *
   * @param asked the requested version; empty if none is named
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
   * The versions to delete: all but those that an alias uses, the newest ones, and the target of a
   * rollback.
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
