package objectledger.ops.post;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import objectledger.json.JsonText;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.IngressApi;

/**
 * Posts a document and says what became of it. What is too large for the API is put into the
 * ingress bucket instead.
 */
final class PostCommand {
  private PostCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> post(deployment, InstantSource.system()));
  }

  /**
   * The stack's API.
   *
   * @throws CommandException if it has none
   */
  static IngressApi api(DeployedStack deployment) {
    var environment = deployment.stack().environment();
    var apply =
        environment.equals("local")
            ? "make up PLAN_VARS='ingress={\"authorization\":{\"kind\":\"iam\"}}'"
            : "make plan apply ENV=" + environment;
    return deployment
        .ingress()
        .orElseThrow(
            () ->
                new CommandException(
                    environment + " has no ingress API: its value ingress is null",
                    List.of("docs/ingress.md shows what to write; then type: " + apply)));
  }

  private static int post(DeployedStack deployment, InstantSource clock) throws IOException {
    var api = api(deployment);
    var table = TableName.checked(Command.setting("TABLE"), deployment.documents());
    var document = Document.of(Command.setting("BODY"), Command.setting("FILE"));
    var given = Command.setting("CONTENT_TYPE");
    var contentType = given.isEmpty() ? document.contentType() : given;
    var wait = seconds();
    var started = clock.instant();
    var url = api.address(System.getenv());
    try (var client = new ApiClient(url, Caller.of(deployment, api), Command.setting("API_KEY"))) {
      String id;
      if (document.isLarge()) {
        id = UUID.randomUUID().toString();
        put(deployment, api, id, document, contentType, table, started);
      } else {
        var sent = clock.instant();
        var response = client.post(table, document.bytes(), contentType);
        if (!response.isSuccess()) {
          throw response.refusal();
        }
        id = response.data().get("id").text();
        System.out.printf(
            "posted %s bytes to %s in %s ms%n",
            document.size(), client.address(table), millis(sent, clock));
      }
      System.out.printf("id=%s in s3://%s/%n", id, api.bucket());
      if (deployment.documents().isEmpty()) {
        System.out.printf(
            "to see its record: make find ENV=%s KEY=id=%s%n",
            deployment.stack().environment(), id);
        return 0;
      }
      if (wait.isZero()) {
        return 0;
      }
      var state =
          new StatusPoll(() -> client.status(table, id), Thread::sleep)
              .await(wait)
              .orElseThrow(
                  () ->
                      new CommandException(
                          "after %s s it is not known yet what became of it"
                              .formatted(wait.toSeconds()),
                          List.of(
                              "if it failed, it is here: make failures ENV="
                                  + deployment.stack().environment())));
      var result = DocumentResult.of(state);
      System.out.printf("%s, %s ms after the start%n", result.inWords(), millis(started, clock));
      return result.isStored() ? 0 : 1;
    }
  }

  private static void put(
      DeployedStack deployment,
      IngressApi api,
      String id,
      Document document,
      String contentType,
      String table,
      Instant time) {
    try (var s3 = deployment.clients().s3();
        var sts = deployment.clients().sts()) {
      var metadata = ObjectMetadata.of(table, time, sts.getCallerIdentity().arn());
      new LargeUpload(s3, api.bucket(), deployment.accountId())
          .put(id, document, contentType, metadata);
      System.out.printf(
          "the API takes %s bytes at most: put %s bytes into the bucket itself%n",
          Document.API_LIMIT, document.size());
    }
  }

  private static Duration seconds() {
    var given = Command.setting("WAIT");
    if (!given.matches("|0|[1-9][0-9]{0,4}")) {
      throw new CommandException(
          "WAIT is %s: set a number of seconds; 0 does not wait".formatted(JsonText.quote(given)));
    }
    return Duration.ofSeconds(given.isEmpty() ? 60 : Integer.parseInt(given));
  }

  private static long millis(Instant started, InstantSource clock) {
    return Duration.between(started, clock.instant()).toMillis();
  }
}
