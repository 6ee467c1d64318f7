package objectledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The function's sensitive parameters: from the environment first, then from the key of the same
 * name in the JSON object that the parameter context holds. Nothing is read before it is needed,
 * and what was read is used for some minutes.
 */
final class Parameters {
  /** A value that was just found unchanged is not asked for again: it is refused for good. */
  private static final Duration CONFIRMED = Duration.ofSeconds(10);

  private final Map<String, String> environment;
  private final String context;
  private final Duration cached;
  private final Function<Deadline, String> reader;
  private final InstantSource clock;

  private Map<String, Secret> values = Map.of();
  private Instant readAt = Instant.MIN;
  private Instant confirmedAt = Instant.MIN;

  /**
   * @param context the secret's name or ARN; empty where there is none
   * @param cached how long values that were read are used
   * @param reader reads the secret: a JSON object
   */
  Parameters(
      Map<String, String> environment,
      String context,
      Duration cached,
      Function<Deadline, String> reader,
      InstantSource clock) {
    this.environment = environment;
    this.context = context;
    this.cached = cached;
    this.reader = reader;
    this.clock = clock;
  }

  /** As the function has them. */
  static Parameters of(Settings settings, Map<String, String> environment) {
    var secret = new ParameterContext(settings.parameterContext(), settings.region(), environment);
    return new Parameters(
        environment,
        settings.parameterContext(),
        settings.parameterCache(),
        secret::read,
        InstantSource.system());
  }

  /**
   * The value of a parameter.
   *
   * @throws Faulted if it is nowhere, or the context cannot be read; the message says where it was
   *     looked for
   */
  synchronized Secret get(String name, Deadline deadline) {
    var own = environment.getOrDefault(name, "");
    if (!own.isEmpty()) {
      return new Secret(own);
    }
    if (!context.isEmpty() && !clock.instant().isBefore(readAt.plus(cached))) {
      read(deadline);
    }
    return Optional.ofNullable(values.get(name)).orElseThrow(() -> nowhere(name));
  }

  /**
   * Asks again for a value that the other side refused: it may have been changed.
   *
   * @return the value that is there now; empty where it is the refused one
   * @throws Faulted as {@link #get} does
   */
  synchronized Optional<Secret> refused(String name, Secret refused, Deadline deadline) {
    var known = get(name, deadline);
    var now = clock.instant();
    var isFromContext = values.get(name) == known;
    if (known.isSameAs(refused) && isFromContext && now.isAfter(confirmedAt.plus(CONFIRMED))) {
      read(deadline);
      known = get(name, deadline);
      confirmedAt = known.isSameAs(refused) ? now : confirmedAt;
    }
    return known.isSameAs(refused) ? Optional.empty() : Optional.of(known);
  }

  private void read(Deadline deadline) {
    values = parse(reader.apply(deadline));
    readAt = clock.instant();
  }

  private Map<String, Secret> parse(String json) {
    try {
      var secret = new Json("", JsonReader.read(json));
      var parsed = new HashMap<String, Secret>();
      for (var name : secret.names()) {
        if (secret.get(name).value() instanceof String text) {
          parsed.put(name, new Secret(text));
        }
      }
      return parsed;
    } catch (Malformed e) {
      // Its message quotes the text.
      throw new Faulted(
          Fault.FORBIDDEN,
          "the secret %s (PARAMETER_CONTEXT) is not JSON: write {\"NAME\": \"value\"} there"
              .formatted(Log.quote(context)));
    }
  }

  private Faulted nowhere(String name) {
    var inContext =
        context.isEmpty()
            ? "PARAMETER_CONTEXT names no secret"
            : "the secret %s (PARAMETER_CONTEXT) has no key %s with a text"
                .formatted(Log.quote(context), name);
    return new Faulted(
        Fault.FORBIDDEN,
        "the parameter %s is nowhere: the environment has no variable %s, and %s"
            .formatted(name, name, inContext));
  }
}
