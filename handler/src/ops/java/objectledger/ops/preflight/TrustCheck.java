package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** Whether the account believes GitHub, and lets this repository's jobs become the two roles. */
record TrustCheck(IamClient iam, AccountRoles roles, PlannedPolicies policies, Account account) {
  private static final String ISSUER = "token.actions.githubusercontent.com";
  private static final String AUDIENCE = "sts.amazonaws.com";

  List<Finding> provider() {
    var arn =
        "arn:%s:iam::%s:oidc-provider/%s".formatted(account.partition(), account.id(), ISSUER);
    try {
      var found = iam.getOpenIDConnectProvider(r -> r.openIDConnectProviderArn(arn));
      return List.of(
          found.clientIDList().contains(AUDIENCE)
              ? Finding.ok("OIDC provider", arn)
              : Finding.mistake(
                  "OIDC provider",
                  arn + " does not take the audience " + AUDIENCE,
                  "aws iam add-client-id-to-open-id-connect-provider --client-id "
                      + AUDIENCE
                      + " --open-id-connect-provider-arn "
                      + arn));
    } catch (NoSuchEntityException e) {
      return List.of(
          Finding.mistake(
              "OIDC provider",
              "the account has none for " + ISSUER + ": GitHub's jobs get no credentials",
              "write create_provider = true in " + account.file("bootstrap.tfvars"),
              account.make("bootstrap")));
    }
  }

  /** The role, and who may become it. */
  List<Finding> role(String name) {
    var check = "trust of " + name;
    var found = roles.find(name);
    if (found.isEmpty()) {
      return List.of(Finding.mistake(check, "there is no role " + name, account.make("bootstrap")));
    }
    var differences = differences(AccountRoles.trust(found.get()), policies.trust(name));
    if (differences.isEmpty()) {
      return List.of(
          Finding.ok(check, "the jobs that " + account.file("bootstrap.tfvars") + " names"));
    }
    return List.of(
        Finding.mistake(
            check,
            name + ": " + String.join("; ", differences),
            "if the values are right: " + account.make("bootstrap"),
            "if the role is: correct github in " + account.file("bootstrap.tfvars")));
  }

  /** What bounds the roles of the stack. */
  List<Finding> boundaries() {
    var findings = new ArrayList<Finding>();
    for (var arn : policies.boundaries()) {
      var planned = policies.managed(arn);
      var actual = roles.document(arn);
      if (actual.isEmpty()) {
        findings.add(
            Finding.mistake(
                "boundary",
                "there is no policy %s, so that no role of the stack can be made".formatted(arn),
                account.make("bootstrap")));
      } else if (planned.isPresent() && !same(planned.get(), actual.get())) {
        findings.add(
            Finding.mistake(
                "boundary",
                arn + " is not what terraform/bootstrap makes of the values",
                account.make("bootstrap")));
      } else {
        findings.add(Finding.ok("boundary", arn));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.notAsked("boundary", "permissions_boundary names none"))
        : findings;
  }

  private static boolean same(String one, String other) {
    return normal(JsonReader.read(one)).equals(normal(JsonReader.read(other)));
  }

  /** How a trust differs, claim by claim. */
  private static List<String> differences(String actual, String planned) {
    var differences = new ArrayList<String>();
    var statements = new TrustStatements(new JsonValue("", JsonReader.read(actual)));
    for (var wanted : new TrustStatements(new JsonValue("", JsonReader.read(planned))).all()) {
      differences.addAll(statements.differences(wanted));
    }
    var more = new TreeSet<>(statements.names());
    more.removeAll(new TrustStatements(new JsonValue("", JsonReader.read(planned))).names());
    more.forEach(sid -> differences.add("others may become it, too: statement " + sid));
    return differences;
  }

  private static Object normal(Object value) {
    return TrustStatements.normal(value);
  }
}
