package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves that a wrong environment stops the start, with every problem named at once. */
class SettingsTest {
  private static final Map<String, String> COMPLETE =
      Map.of(
          "SOURCE_BUCKET", "source-bucket",
          "LEDGER_BUCKET", "ledger-bucket",
          "BUCKET_OWNER", "123456789012",
          "AWS_REGION", "eu-west-1",
          "AWS_LAMBDA_FUNCTION_VERSION", "7");

  @Test
  void completeEnvironmentIsRead() {
    var settings = Settings.from(COMPLETE);

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "source-bucket",
                "ledger-bucket",
                "123456789012",
                true,
                16,
                Log.Level.INFO,
                "eu-west-1",
                "7"));
  }

  @Test
  void everyMissingSettingIsNamedWithItsCure() {
    assertThatThrownBy(() -> Settings.from(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the function cannot start:"
                + " SOURCE_BUCKET is missing: set it to the name of the bucket to record;"
                + " LEDGER_BUCKET is missing: set it to the name of the bucket for the records;"
                + " BUCKET_OWNER is missing: set it to the 12-digit id of the account of both buckets;"
                + " AWS_REGION is missing: set it to the region, as eu-west-1;"
                + " AWS_LAMBDA_FUNCTION_VERSION is missing: set it to the function's version");
  }

  @Test
  void wrongValuesAreNamedTogether() {
    var wrong = new HashMap<>(COMPLETE);
    wrong.put("SOURCE_BUCKET", "Not A Bucket");
    wrong.put("BUCKET_OWNER", "12345");
    wrong.put("LOG_LEVEL", "LOUD");
    wrong.put("LATEST_ENABLED", "yes");
    wrong.put("CONCURRENCY", "0");

    assertThatThrownBy(() -> Settings.from(wrong))
        .hasMessageContaining("SOURCE_BUCKET is \"Not A Bucket\"")
        .hasMessageContaining("BUCKET_OWNER is \"12345\"")
        .hasMessageContaining("LATEST_ENABLED is \"yes\": set one of [true, false]")
        .hasMessageContaining("CONCURRENCY is \"0\": set a number from 1 to 256")
        .hasMessageContaining("LOG_LEVEL is \"LOUD\": set one of [DEBUG, INFO, WARN, ERROR]");
  }

  @Test
  void latestCanBeSwitchedOff() {
    var without = new HashMap<>(COMPLETE);
    without.put("LATEST_ENABLED", "false");

    assertThat(Settings.from(without).keepLatest()).isFalse();
  }

  @Test
  void sourceAndLedgerMustDiffer() {
    var same = new HashMap<>(COMPLETE);
    same.put("LEDGER_BUCKET", "source-bucket");

    assertThatThrownBy(() -> Settings.from(same))
        .hasMessageContaining("SOURCE_BUCKET and LEDGER_BUCKET are both source-bucket");
  }
}
