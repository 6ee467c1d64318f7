package objectledger.workflow;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import objectledger.lambda.FailureException;
import objectledger.parameters.Secret;

/**
 * The bearer token of a call (RFC 6750).
 *
 * @param parameters what was read, by the parameters' names
 * @param headers what is sent of it, by the headers' names
 */
public record BearerToken(Map<String, Secret> parameters, Map<String, Secret> headers) {
  private static final String BASIC = "Basic ";

  /** A shorter name of a user would be found by chance, and says little. */
  private static final int MIN_USER = 4;

  /**
   * The headers with the parameters' values.
   *
   * @throws FailureException if a header cannot carry its value
   */
  public static BearerToken of(List<RequestHeader> headers, Map<String, Secret> parameters) {
    var sent = new HashMap<String, Secret>();
    for (var header : headers) {
      sent.put(header.name(), header.carrying(parameters.get(header.parameter())));
    }
    return new BearerToken(parameters, sent);
  }

  void addTo(Map<String, String> request) {
    headers.forEach((name, value) -> request.put(name, value.reveal()));
  }

  /** Everything in it that nobody else may see, and each part of it that opens a door alone. */
  Stream<Secret> secrets() {
    var sent = headers.values().stream().map(Secret::reveal).flatMap(BearerToken::parts);
    return Stream.concat(parameters.values().stream().map(Secret::reveal), sent)
        // What stands behind a user, or behind the id of a key.
        .flatMap(text -> Stream.of(text, text.substring(text.indexOf(':') + 1)))
        .map(Secret::new);
  }

  /** What stands behind the scheme; of Basic what it encodes and the user, too. */
  private static Stream<String> parts(String sent) {
    var word = sent.substring(sent.indexOf(' ') + 1);
    if (!sent.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Stream.of(sent, word);
    }
    try {
      var login = new String(Base64.getDecoder().decode(word.strip()), StandardCharsets.UTF_8);
      var user = login.substring(0, Math.max(0, login.indexOf(':')));
      return Stream.of(sent, word, login, user.length() < MIN_USER ? "" : user);
    } catch (IllegalArgumentException e) {
      return Stream.of(sent, word);
    }
  }
}
