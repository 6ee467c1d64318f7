package objectledger.ops;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;

/**
 * The ingress API of a stack, as its output {@code ingress} describes it.
 *
 * @param id of the REST API
 * @param stage that is deployed
 * @param url of the stage, which may be at a domain of its own
 * @param bucket where it puts the documents
 * @param authorization {@code iam}, {@code cognito} or {@code authorizer}
 * @param userPool that issues the tokens; empty where the kind is not {@code cognito}
 * @param client of the pool; empty likewise
 */
public record IngressApi(
    String id,
    String stage,
    String url,
    String bucket,
    String authorization,
    String userPool,
    String client) {

  /** Reads the output; empty where the stack has no ingress API. */
  static Optional<IngressApi> of(JsonValue output) {
    return output.isAbsent()
        ? Optional.empty()
        : Optional.of(
            new IngressApi(
                output.get("api_id").text(),
                output.get("stage").text(),
                output.get("url").text(),
                output.get("bucket").text(),
                output.get("authorization").text(),
                output.get("user_pool_id").textOrEmpty(),
                output.get("client_id").textOrEmpty()));
  }

  /**
   * Where it answers.
   *
   * @param environment variables: an emulator has the APIs below a path of its endpoint
   */
  public URI address(Map<String, String> environment) {
    var endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    return URI.create(
        endpoint.isEmpty()
            ? url.replaceFirst("/$", "")
            : "%s/_emulator/api/%s/%s".formatted(endpoint.replaceFirst("/$", ""), id, stage));
  }
}
