package objectledger.ops.state;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.UtcTime;

/**
 * What is asked: a time, or two of them.
 *
 * @param prefix of the keys; empty for all
 * @param from the first time of two; empty if the state at one time is asked for
 * @param until the time, or the second one
 * @param inAthena whether Athena answers, and not this machine
 */
record StateRequest(
    Source source, String prefix, Optional<Instant> from, Instant until, boolean inAthena) {

  /**
   * The request in the settings {@code SOURCE}, {@code PREFIX}, {@code AT}, {@code FROM}, {@code
   * TO} and {@code ENGINE}.
   *
   * @throws CommandException if it is not clear what is asked
   */
  static StateRequest of(StackOutputs stack, UnaryOperator<String> settings, InstantSource clock) {
    var source =
        stack.sources().only(settings.apply("SOURCE"), "make state ENV=" + stack.environment());
    var at = time("AT", settings);
    var from = time("FROM", settings);
    var to = time("TO", settings);
    if (at.isPresent() && (from.isPresent() || to.isPresent())) {
      throw new CommandException(
          "AT asks for the state at one time, FROM and TO for what changed between two: leave out"
              + " one or the other");
    }
    if (to.isPresent() && from.isEmpty()) {
      throw new CommandException("TO is the second of two times: set FROM, too, or AT instead");
    }
    var until = at.or(() -> to).orElseGet(clock::instant);
    if (from.isPresent() && !from.get().isBefore(until)) {
      throw new CommandException(
          "FROM is %s and TO %s: FROM must be the earlier one"
              .formatted(UtcTime.text(from.get()), UtcTime.text(until)));
    }
    return new StateRequest(
        source, settings.apply("PREFIX"), from, until, isAthena(settings.apply("ENGINE")));
  }

  private static Optional<Instant> time(String name, UnaryOperator<String> settings) {
    var text = settings.apply(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(UtcTime.parse(name, text));
  }

  private static boolean isAthena(String engine) {
    return switch (engine) {
      case "", "duckdb" -> false;
      case "athena" -> true;
      default ->
          throw new CommandException(
              "ENGINE is " + JsonText.quote(engine) + ": set duckdb (the default) or athena");
    };
  }

  /** The name of the statement that answers. */
  String statement() {
    return from.isPresent() ? "diff" : "state-at";
  }

  /** The values of the statement's parameters. */
  Map<String, String> values() {
    return Map.of(
        "source", source.bucket(),
        "prefix", prefix,
        "at", UtcTime.text(until),
        "from", UtcTime.text(from.orElse(until)),
        "to", UtcTime.text(until));
  }

  /** The question, for messages. */
  String inWords() {
    var below = prefix.isEmpty() ? "" : " below " + JsonText.quote(prefix);
    return from.isPresent()
        ? "changes of %s%s from %s to %s"
            .formatted(source.bucket(), below, UtcTime.text(from.get()), UtcTime.text(until))
        : "state of %s%s at %s".formatted(source.bucket(), below, UtcTime.text(until));
  }
}
