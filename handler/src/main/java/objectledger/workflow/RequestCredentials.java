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
 * The headers of a request that contain parameters.
 *
 * @param parameters values by the names of the parameters
 * @param headers values by the names of the headers
 */
public record RequestCredentials(Map<String, Secret> parameters, Map<String, Secret> headers) {
  private static final String BASIC = "Basic ";

  /** A shorter user name would match by chance, and is not worth hiding. */
  private static final int MIN_USER = 4;

  /**
   * Builds the headers from the values of the parameters.
   *
   * @throws FailureException if a value is not valid in its header
   */
  public static RequestCredentials of(List<RequestHeader> headers, Map<String, Secret> parameters) {
    var sent = new HashMap<String, Secret>();
    for (var header : headers) {
      sent.put(header.name(), header.carrying(parameters.get(header.parameter())));
    }
    return new RequestCredentials(parameters, sent);
  }

  void addTo(Map<String, String> request) {
    headers.forEach((name, value) -> request.put(name, value.reveal()));
  }

  /** All secrets that are sent, and each part of them that is sensitive on its own. */
  Stream<Secret> secrets() {
    var sent = headers.values().stream().map(Secret::reveal).flatMap(RequestCredentials::parts);
    return Stream.concat(parameters.values().stream().map(Secret::reveal), sent)
        // Also the part after a user name, or after the id of a key.
        .flatMap(text -> Stream.of(text, text.substring(text.indexOf(':') + 1)))
        .map(Secret::new);
  }

  /** The part after the scheme; for Basic also the decoded credentials and the user. */
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
