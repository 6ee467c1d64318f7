package objectledger.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import objectledger.ops.preflight.AccountStub.Reply;
import objectledger.ops.preflight.Finding.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that each mistake of an account is named, that what may not be asked is not ok, and that
 * nothing is called that could change an account.
 */
class PreflightTest {
  /** All that is ever called: each of these reads. AssumeRole gives credentials, and no right. */
  private static final List<String> READING =
      List.of(
          "AssumeRole",
          "DescribeKey",
          "GET account-settings",
          "GET bucket",
          "GET bucket ?encryption",
          "GET bucket ?notification",
          "GET bucket ?publicAccessBlock",
          "GET bucket ?versioning",
          "GET functions/configuration",
          "GET object",
          "GetAccountSummary",
          "GetCallerIdentity",
          "GetKeyPolicy",
          "GetOpenIDConnectProvider",
          "GetPolicy",
          "GetPolicyVersion",
          "GetQueueUrl",
          "GetRole",
          "HEAD bucket",
          "HEAD object",
          "SimulateCustomPolicy",
          "SimulatePrincipalPolicy");

  @TempDir Path folder;

  private List<Finding> findings(UnaryOperator<AccountStub> change) throws IOException {
    return findings(change, Accounts.files(folder));
  }

  private static List<Finding> findings(UnaryOperator<AccountStub> change, PreflightFiles files) {
    try (var stub = change.apply(Accounts.healthy())) {
      var findings = Accounts.findings(stub, files);
      assertThat(stub.refused()).isEmpty();
      assertThat(READING).containsAll(stub.operations());
      return findings;
    }
  }

  /** The one mistake, or the first of its check. */
  private static Finding mistake(List<Finding> findings, String check) {
    var found = findings.stream().filter(one -> one.result() == Result.MISTAKE).toList();
    assertThat(found).extracting(Finding::check).containsOnly(check);
    return found.getFirst();
  }

  @Test
  void findsNothingInAnAccountThatIsAsItHasToBe() throws IOException {
    var findings = findings(stub -> stub);

    assertThat(findings).noneMatch(Finding::stops);
    assertThat(findings)
        .filteredOn(one -> one.result() == Result.OK)
        .extracting(Finding::check)
        .contains(
            "account",
            "region",
            "backend",
            "OIDC provider",
            "trust of ol-apply-dev",
            "boundary",
            "policies of a role",
            "rights of ol-apply-dev",
            "rights of ol-handler-dev",
            "customer keys",
            "existing sources",
            "buckets' names",
            "functions' names",
            "queues' names",
            "roles' names",
            "concurrency",
            "buckets");
    assertThat(findings)
        .filteredOn(one -> one.result() == Result.NOT_ASKED)
        .extracting(Finding::said)
        .containsExactly(
            "because no function is there yet: ask again after the apply",
            "because the stack makes its sources");
  }

  @Test
  void asksAnotherAccountNothing() throws IOException {
    try (var stub =
        Accounts.healthy().on("GetCallerIdentity", 200, Accounts.caller("210987654321"))) {
      var findings = Accounts.findings(stub, Accounts.files(folder));

      assertThat(mistake(findings, "account").said())
          .isEqualTo(
              "these credentials are of the account 210987654321, but dev is in 123456789012");
      assertThat(stub.operations()).containsExactly("GetCallerIdentity");
      assertThat(findings)
          .filteredOn(one -> one.result() == Result.NOT_ASKED)
          .hasSize(findings.size() - 1)
          .allMatch(one -> one.said().equals("because the account is not the one of dev"));
    }
  }

  @Test
  void asksNothingWhereItIsNotKnownWhichAccountThisIs() throws IOException {
    try (var stub = Accounts.healthy().on("GetCallerIdentity", 400, Accounts.error("Throttling"))) {
      var findings = Accounts.findings(stub, Accounts.files(folder));

      assertThat(stub.operations()).containsOnly("GetCallerIdentity");
      assertThat(findings)
          .filteredOn(one -> one.result() == Result.NOT_ASKED)
          .hasSize(findings.size() - 1)
          .allMatch(one -> one.said().equals("because it is not known which account this is"));
    }
  }

  @Test
  void namesARegionThatIsOff() throws IOException {
    var calls = new AtomicInteger();
    var identity = Reply.ok(Accounts.caller(Accounts.ID));
    var unknown = new Reply(403, Accounts.error("InvalidClientTokenId"));

    var findings =
        findings(
            stub ->
                stub.on(
                    "GetCallerIdentity",
                    call -> calls.incrementAndGet() == 1 ? identity : unknown));

    var found = mistake(findings, "region");
    assertThat(found.said())
        .isEqualTo("eu-west-1 is off in the account 123456789012: it knows nobody of it");
    assertThat(found.cures()).contains("aws account enable-region --region-name eu-west-1");
  }

  @Test
  void namesAStateInAnotherRegion() throws IOException {
    var files = Accounts.files(folder);
    Files.writeString(
        folder.resolve("backend.json"),
        Accounts.json("{'bucket':'state','key':'the.tfstate','region':'eu-north-1'}"));

    var found = mistake(findings(stub -> stub, files), "region");

    assertThat(found.said()).isEqualTo("the stack is in eu-west-1, and its state in eu-north-1");
  }

  @Test
  void asksForNothingThatNeedsAStateWhereThereIsNone() throws IOException {
    var findings =
        findings(
            stub ->
                stub.on(
                    "HEAD bucket",
                    call -> new Reply(call.resource().contains("landing") ? 200 : 404, "")));

    var found = mistake(findings, "backend");
    assertThat(found.said()).isEqualTo("there is no bucket state for the state");
    assertThat(found.cures()).containsExactly("make bootstrap ENV=dev");
    assertThat(findings)
        .filteredOn(one -> one.check().equals("rights"))
        .extracting(Finding::said)
        .containsExactly("because there is no bucket state for the state");
  }

  @Test
  void namesWhatTheStatesBucketLacks() throws IOException {
    var findings =
        findings(
            stub ->
                stub.on("GET bucket ?versioning", 200, "<VersioningConfiguration/>")
                    .on("GET bucket ?encryption", 404, "")
                    .on("GET bucket ?publicAccessBlock", 200, Accounts.publicAccess(false))
                    .on("HEAD object", 200, ""));

    assertThat(findings)
        .filteredOn(Finding::stops)
        .extracting(Finding::said)
        .satisfiesExactly(
            said -> assertThat(said).startsWith("state has no versions"),
            said -> assertThat(said).startsWith("state has no encryption"),
            said -> assertThat(said).startsWith("state could be made public"),
            said -> assertThat(said).startsWith("the state is locked since"));
  }

  @Test
  void namesARightThatSomebodyTookAway() throws IOException {
    var findings =
        findings(
            stub ->
                stub.on(
                    "SimulatePrincipalPolicy",
                    call ->
                        Accounts.simulated(
                            call,
                            (c, action) ->
                                action.equals("s3:PutBucketTagging")
                                    ? "implicitDeny"
                                    : Accounts.asPlanned(c, action))));

    var found = mistake(findings, "rights of ol-apply-dev");
    assertThat(found.said())
        .isEqualTo(
            "ol-apply-dev may not s3:PutBucketTagging on arn:aws:s3:::ol-ledger-dev, and should"
                + " (the buckets)");
    assertThat(found.cures()).startsWith("make bootstrap ENV=dev");
  }

  @Test
  void namesADenialOfWhatThePolicyOfAResourceAllows() throws IOException {
    var findings =
        findings(
            stub ->
                stub.on(
                    "SimulatePrincipalPolicy",
                    call ->
                        Accounts.simulated(
                            call,
                            (c, action) ->
                                action.equals("kms:Decrypt")
                                    ? "explicitDeny"
                                    : Accounts.asPlanned(c, action))));

    assertThat(mistake(findings, "rights of ol-apply-dev").said())
        .contains("may not kms:Decrypt on arn:aws:kms:eu-west-1:123456789012:key/aws/lambda");
  }

  @Test
  void looksAtARoleThatIsToComeWithinTheBoundaryOfTheAccount() throws IOException {
    var wide = Accounts.json("{'Statement':['wide']}");
    var findings =
        findings(
            stub ->
                stub.on(
                        "GetPolicyVersion",
                        200,
                        Accounts.result(
                            "GetPolicyVersion",
                            "<PolicyVersion><Document>" + wide + "</Document></PolicyVersion>"))
                    .on(
                        "SimulateCustomPolicy",
                        call ->
                            Accounts.simulated(
                                call,
                                (c, action) ->
                                    c.first("PermissionsBoundaryPolicyInputList").equals(wide)
                                        ? "allowed"
                                        : Accounts.asPlanned(c, action))));

    assertThat(findings)
        .filteredOn(Finding::stops)
        .extracting(Finding::said)
        .containsExactly(
            "arn:aws:iam::123456789012:policy/ol-boundary-dev is not what terraform/bootstrap makes"
                + " of the values",
            "ol-handler-dev may s3:GetObject on arn:aws:s3:::others/k, and should not (another"
                + " bucket)");
  }

  @Test
  void asksActionByActionWhereIamTakesThemOnlyByThemselves() throws IOException {
    var findings =
        findings(
            stub ->
                stub.on(
                    "SimulatePrincipalPolicy",
                    call ->
                        call.parameters().get("ActionNames").size() > 1
                                || call.first("ActionNames").startsWith("kms:")
                            ? new Reply(400, Accounts.error("InvalidInput"))
                            : Accounts.simulated(call, Accounts::asPlanned)));

    assertThat(findings)
        .filteredOn(one -> one.check().equals("rights of ol-apply-dev"))
        .extracting(Finding::said)
        .containsExactly(
            "IAM's simulator does not know kms:Decrypt on"
                + " arn:aws:kms:eu-west-1:123456789012:key/aws/lambda",
            "2 answers about ol-apply-dev are those of the repository");
  }

  @Test
  void saysOfWhatIsRefusedThatItIsNotAllowedAndNotThatItIsOk() throws IOException {
    var refusal =
        Accounts.json("{'__type':'AccessDeniedException','Message':'may not kms:DescribeKey'}");

    var findings = findings(stub -> stub.on("DescribeKey", 400, refusal));

    assertThat(findings)
        .filteredOn(Finding::stops)
        .satisfiesExactly(
            found -> {
              assertThat(found.check()).isEqualTo("customer keys");
              assertThat(found.result()).isEqualTo(Result.NOT_ALLOWED);
              assertThat(found.said()).contains("may not kms:DescribeKey");
            });
  }

  @Test
  void namesEveryOtherMistakeByItself() throws IOException {
    var noProvider = Accounts.error("NoSuchEntity");
    says(
        "OIDC provider",
        "the account has none",
        s -> s.on("GetOpenIDConnectProvider", 404, noProvider));
    says(
        "trust of ol-apply-dev",
        "sub of ApplyFromMain is repo:mallory@1/ledger@2:environment:dev",
        s ->
            s.on(
                "GetRole",
                c ->
                    Accounts.role(
                        c.first("RoleName"), Accounts.TRUST.replace("example", "mallory"))));
    says("boundary", "there is no policy", s -> s.on("GetPolicy", 404, noProvider));
    says(
        "customer keys",
        "the key of ledger_bucket.kms_key_arn, ol-queue-dev is Disabled",
        s -> s.on("DescribeKey", 200, Accounts.key(false)));
    says(
        "customer keys",
        "does not let s3.amazonaws.com use it",
        s ->
            s.on(
                "GetKeyPolicy",
                200,
                "{\"Policy\":"
                    + Accounts.quoted(
                        Accounts.KEY_POLICY.replace("s3.amazonaws.com", "sns.amazonaws.com"))
                    + "}"));
    says(
        "customer keys",
        "does not let logs.eu-west-1.amazonaws.com use it",
        s ->
            s.on(
                "GetKeyPolicy",
                200,
                "{\"Policy\":"
                    + Accounts.quoted(
                        Accounts.KEY_POLICY.replace("logs.eu-west-1", "logs.eu-west-2"))
                    + "}"));
    says(
        "concurrency",
        "ol-handler-dev reserve 50 executions, of 140 that are free",
        s ->
            s.on(
                "GET account-settings",
                200,
                Accounts.json(
                    "{'AccountLimit':"
                        + "{'ConcurrentExecutions':1000,'UnreservedConcurrentExecutions':140}}")));
    says(
        "buckets' names",
        "the bucket ol-ledger-dev is taken",
        s -> s.on("HEAD bucket", c -> new Reply(c.resource().contains("-dev") ? 403 : 200, "")));
    says(
        "functions' names",
        "ol-handler-dev is there already",
        s -> s.on("GET functions/configuration", 200, "{\"FunctionName\":\"ol-handler-dev\"}"));
    says(
        "existing sources",
        "landing is another account's",
        s ->
            s.on(
                "HEAD bucket",
                c ->
                    new Reply(
                        c.resource().contains("-dev")
                            ? 404
                            : c.resource().contains("landing") ? 403 : 200,
                        "")));
    says(
        "plan role reads the environment",
        "Lambda does not decrypt the environment of ol-handler-dev",
        s ->
            s.on(
                    "GET functions/configuration",
                    200,
                    Accounts.json(
                        "{'FunctionName':"
                            + "'ol-handler-dev','Environment':{'Error':{'ErrorCode':'AccessDeniedException',"
                            + "'Message':'kms:Decrypt'}}}"))
                .on(
                    "GET object",
                    200,
                    Accounts.json(
                        "{'resources':[{'mode':'managed','instances':"
                            + "[{'attributes':{'function_name':'ol-handler-dev'}}]}]}")));
  }

  private void says(String check, String said, UnaryOperator<AccountStub> change)
      throws IOException {
    assertThat(mistake(findings(change), check).said()).as(check).contains(said);
  }
}
