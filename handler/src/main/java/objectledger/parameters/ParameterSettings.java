package objectledger.parameters;

import java.time.Duration;
import java.util.regex.Pattern;
import objectledger.lambda.SettingsReader;

/**
 * Where the sensitive parameters are.
 *
 * @param context name or ARN of the secret; empty for none ({@code PARAMETER_CONTEXT})
 * @param cached how long its values are cached ({@code PARAMETER_CACHE_SECONDS}; default 300)
 */
public record ParameterSettings(String context, Duration cached) {

  /** No secret: parameters come from the environment only. */
  public static final ParameterSettings NONE = new ParameterSettings("", Duration.ZERO);

  private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");

  /** Reads the settings. Problems are added to those of the reader. */
  public static ParameterSettings read(SettingsReader reader) {
    return new ParameterSettings(
        reader.optional("PARAMETER_CONTEXT", "", SECRET, "the name or the ARN of a secret"),
        Duration.ofSeconds(
            Integer.parseInt(
                reader.optional("PARAMETER_CACHE_SECONDS", "300", SECONDS, "seconds, as in 300"))));
  }
}
