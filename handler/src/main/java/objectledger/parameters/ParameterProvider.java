package objectledger.parameters;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;

/**
 * The sensitive parameters of the function: from the environment first, then from the key of that
 * name in the JSON object of the parameter context. Values are read when they are first needed, and
 * cached. Thread-safe.
 */
public final class ParameterProvider {
  /** A value that was found unchanged within this time is not read again. */
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
   * @param context name or ARN of the secret; empty for none
   * @param cached how long values are cached
   * @param reader reads the secret, a JSON object
   */
  public ParameterProvider(
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

  /** The parameters of the function. */
  public static ParameterProvider of(
      ParameterSettings settings, String region, Map<String, String> environment) {
    var secret = new SecretReader(settings.context(), region, environment);
    return new ParameterProvider(
        environment, settings.context(), settings.cached(), secret::read, InstantSource.system());
  }

  /**
   * The values of parameters, by name. Values of the secret come from the same read, so that a user
   * and a password that were changed together match.
   *
   * @throws FailureException if one is not found (its message says where) or cannot be read
   */
  public synchronized Map<String, Secret> get(Set<String> names, Deadline deadline) {
    var isOwn = names.stream().allMatch(this::isInEnvironment);
    if (!isOwn && !context.isEmpty() && !clock.instant().isBefore(readAt.plus(cached))) {
      read(deadline);
    }
    return known(names);
  }

  /**
   * Reads values again after the receiver rejected them, because they may have been rotated.
   *
   * @return the present values; empty if all are the rejected ones
   * @throws FailureException as {@link #get} does
   */
  public synchronized Optional<Map<String, Secret>> refreshRejected(
      Map<String, Secret> refused, Deadline deadline) {
    var names = refused.keySet();
    var known = get(names, deadline);
    var now = clock.instant();
    var isOwn = names.stream().allMatch(this::isInEnvironment);
    if (isSame(known, refused) && !isOwn && now.isAfter(confirmedAt.plus(CONFIRMED))) {
      read(deadline);
      known = known(names);
      confirmedAt = isSame(known, refused) ? now : confirmedAt;
    }
    return isSame(known, refused) ? Optional.empty() : Optional.of(known);
  }

  private static boolean isSame(Map<String, Secret> these, Map<String, Secret> those) {
    return these.keySet().stream().allMatch(name -> these.get(name).isSameAs(those.get(name)));
  }

  private boolean isInEnvironment(String name) {
    return !environment.getOrDefault(name, "").isEmpty();
  }

  private Map<String, Secret> known(Set<String> names) {
    var found = new HashMap<String, Secret>();
    for (var name : names) {
      var value = isInEnvironment(name) ? new Secret(environment.get(name)) : values.get(name);
      found.put(name, Optional.ofNullable(value).orElseThrow(() -> notFound(name)));
    }
    return found;
  }

  private void read(Deadline deadline) {
    values = parse(reader.apply(deadline));
    readAt = clock.instant();
  }

  private Map<String, Secret> parse(String json) {
    try {
      var secret = new JsonValue("", JsonReader.read(json));
      var parsed = new HashMap<String, Secret>();
      for (var name : secret.names()) {
        if (secret.get(name).value() instanceof String text) {
          parsed.put(name, new Secret(text));
        }
      }
      return parsed;
    } catch (InvalidInputException e) {
      // The cause is dropped, because its message quotes the secret.
      throw new FailureException(
          FailureKind.FORBIDDEN,
          "the secret %s (PARAMETER_CONTEXT) is not JSON: write {\"NAME\": \"value\"} there"
              .formatted(JsonText.quote(context)));
    }
  }

  private FailureException notFound(String name) {
    var inContext =
        context.isEmpty()
            ? "PARAMETER_CONTEXT names no secret"
            : "the secret %s (PARAMETER_CONTEXT) has no key %s with a text"
                .formatted(JsonText.quote(context), name);
    return new FailureException(
        FailureKind.FORBIDDEN,
        "parameter %s not found: environment variable %s is not set, and %s"
            .formatted(name, name, inContext));
  }
}
