package objectledger.workflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import objectledger.parameters.Secret;

/**
 * A header of the workflow's request that carries a parameter.
 *
 * @param name of the header
 * @param parameter the parameter's name
 * @param prefix what stands before its value, as {@code "Basic "}
 * @param isBase64 whether its value is encoded, as Basic needs it of {@code user:password}
 */
public record RequestHeader(String name, String parameter, String prefix, boolean isBase64) {
  private static final String BEARER = "Bearer ";

  /** A token ends at a space, so one inside is a mistake. */
  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,8000}");

  /** Java's client writes other letters in the platform's character set, which could be any. */
  private static final Pattern VALUE = Pattern.compile("[!-~]([ -~]{0,7998}[!-~])?");

  private static final Pattern TEXT = Pattern.compile("\\P{Cc}{1,6000}");

  public static RequestHeader bearer(String parameter) {
    return new RequestHeader("Authorization", parameter, BEARER, false);
  }

  /**
   * What is sent. A header with a line break would be another header; Java refuses it, and tells
   * its value.
   *
   * @param value the parameter's
   * @throws FailureException if no header can carry it
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
