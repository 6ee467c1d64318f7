package objectledger.workflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import objectledger.parameters.Secret;

/**
 * A header of the request with the value of a parameter.
 *
 * @param name of the header
 * @param parameter name of the parameter
 * @param prefix text before the value, such as {@code "Basic "}
 * @param isBase64 whether the value is encoded in Base64, as Basic requires for {@code
 *     user:password}
 */
public record RequestHeader(String name, String parameter, String prefix, boolean isBase64) {
  private static final String BEARER = "Bearer ";

  /** A token contains no space. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8000}");

  /**
   * The JDK's HTTP client encodes other characters in the platform's charset, which could be any.
   */
  private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]{0,7998}[!-~])?");

  private static final Pattern TEXT = Pattern.compile("\\P{Cc}{1,6000}");

  public static RequestHeader bearer(String parameter) {
    return new RequestHeader("Authorization", parameter, BEARER, false);
  }

  /**
   * The value of the header. It is checked here, because the JDK rejects an invalid value with an
   * exception that contains it.
   *
   * @param value of the parameter
   * @throws FailureException if it is not a valid header value
   */
  public Secret carrying(Secret value) {
    var text = value.reveal();
    if (isBase64) {
      refuseUnless(TEXT, text, "or has a line break or another control character");
      var encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
      return new Secret(prefix + encoded);
    }
    if (prefix.equals(BEARER)) {
      refuseUnless(TOKEN, text, "or has a space, a line break or a letter beyond ASCII");
    } else {
      refuseUnless(
          VALUE,
          text,
          "begins or ends with a space, or has a line break or a letter beyond ASCII (base64 = true"
              + " takes those)");
    }
    return new Secret(prefix + text);
  }

  private void refuseUnless(Pattern form, String text, String otherwise) {
    if (!form.matcher(text).matches()) {
      throw new FailureException(
          FailureKind.FORBIDDEN,
          "the parameter %s cannot be sent as header %s: it is empty, too long, %s"
              .formatted(parameter, name, otherwise));
    }
  }
}
