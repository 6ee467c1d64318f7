package objectledger.parameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.aws.FailureClassifier;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;

/** Proves where a parameter is looked for, how often, and what is said where it is nowhere. */
class ParameterProviderTest {
  private static final Deadline DEADLINE = new Deadline(() -> 60_000);

  private Instant now = Instant.parse("2026-01-31T12:00:00Z");
  private String secret = "{\"TOKEN\":\"one\",\"NUMBER\":1}";
  private int reads;

  private final ParameterProvider parameters =
      parameters(Map.of("OWN", "mine"), "object-ledger/test");

  private ParameterProvider parameters(Map<String, String> environment, String context) {
    return new ParameterProvider(
        environment, context, Duration.ofMinutes(5), this::read, () -> now);
  }

  private String read(Deadline deadline) {
    reads++;
    return secret;
  }

  private String get(String name) {
    return value(parameters, name).reveal();
  }

  private static Secret value(ParameterProvider parameters, String name) {
    return parameters.get(Set.of(name), DEADLINE).get(name);
  }

  private Optional<Secret> refused(String name, Secret refused) {
    return parameters
        .refreshRejected(Map.of(name, refused), DEADLINE)
        .map(values -> values.get(name));
  }

  @Test
  void environmentComesFirstAndNoSecretIsRead() {
    assertThat(get("OWN")).isEqualTo("mine");
    assertThat(reads).isZero();
  }

  @Test
  void emptyVariableIsNoValue() {
    var given = parameters(Map.of("TOKEN", ""), "object-ledger/test");

    assertThat(value(given, "TOKEN").reveal()).isEqualTo("one");
  }

  @Test
  void secretIsReadOnceInItsTimeAndAgainAfterIt() {
    get("TOKEN");
    secret = "{\"TOKEN\":\"two\"}";
    now = now.plus(Duration.ofMinutes(5)).minusMillis(1);

    assertThat(get("TOKEN")).isEqualTo("one");
    now = now.plusMillis(1);
    assertThat(get("TOKEN")).isEqualTo("two");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void refusedValueIsReadAgainAtOnce() {
    var refused = value(parameters, "TOKEN");
    secret = "{\"TOKEN\":\"two\"}";

    var renewed = refused("TOKEN", refused);

    assertThat(renewed.orElseThrow().reveal()).isEqualTo("two");
    assertThat(get("TOKEN")).isEqualTo("two");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void valueThatAnotherOneHasRenewedIsNotReadAgain() {
    var refused = value(parameters, "TOKEN");
    secret = "{\"TOKEN\":\"two\"}";
    refused("TOKEN", refused);

    assertThat(refused("TOKEN", refused).orElseThrow().reveal()).isEqualTo("two");
    assertThat(reads).isEqualTo(2);
  }

  @Test
  void unchangedValueIsNotAskedForAgainAndAgain() {
    var refused = value(parameters, "TOKEN");

    for (var i = 0; i < 5; i++) {
      assertThat(refused("TOKEN", refused)).isEmpty();
    }
    assertThat(reads).isEqualTo(2);

    now = now.plusSeconds(11);
    secret = "{\"TOKEN\":\"two\"}";
    assertThat(refused("TOKEN", refused)).isPresent();
  }

  @Test
  void refusedVariableIsFinal() {
    var refused = value(parameters, "OWN");

    assertThat(refused("OWN", refused)).isEmpty();
    assertThat(reads).isZero();
  }

  @Test
  void missingParameterIsNamedWithBothPlaces() {
    assertThatThrownBy(() -> get("OTHER"))
        .hasMessage(
            "parameter OTHER not found: environment variable OTHER is not set, and the secret"
                + " \"object-ledger/test\" (PARAMETER_CONTEXT) has no key OTHER with a text")
        .extracting(e -> FailureClassifier.kindOf((RuntimeException) e))
        .isEqualTo(FailureKind.FORBIDDEN);
    assertThatThrownBy(() -> get("NUMBER")).hasMessageContaining("no key NUMBER with a text");
    assertThatThrownBy(() -> value(parameters(Map.of(), ""), "TOKEN"))
        .hasMessageEndingWith("variable TOKEN is not set, and PARAMETER_CONTEXT names no secret");
  }

  @Test
  void contextThatIsNotJsonIsNamedAndNotQuoted() {
    secret = "hunter2";

    assertThatThrownBy(() -> get("TOKEN"))
        .hasMessage(
            "the secret \"object-ledger/test\" (PARAMETER_CONTEXT) is not JSON:"
                + " write {\"NAME\": \"value\"} there")
        .hasNoCause();
  }
}
