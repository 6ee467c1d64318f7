package objectledger.ops.preflight;

import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/**
 * Whether the credentials are of the environment's account, and its region is on there. A region
 * that is off knows nobody of the account: it refuses the credentials that another one has taken.
 *
 * @param first STS in the region that is on in every account
 * @param own STS in the region of the environment
 */
record AccountCheck(StsClient first, StsClient own, Account account) {
  static final String CALLER = "account";

  private static final Set<String> UNKNOWN =
      Set.of("InvalidClientTokenId", "UnrecognizedClientException");

  List<Finding> caller() {
    var caller = first.getCallerIdentity();
    if (!caller.account().equals(account.id())) {
      return List.of(
          Finding.mistake(
              CALLER,
              "these credentials are of the account %s, but %s is in %s"
                  .formatted(caller.account(), account.environment(), account.id()),
              "use others, or correct account_id in " + account.file("terraform.tfvars")));
    }
    return List.of(Finding.ok(CALLER, caller.arn()));
  }

  /** Why nothing more is asked, once the caller was looked at; empty where it may be. */
  static String whyNotAsked(List<Finding> findings, Account account) {
    return findings.stream()
        .filter(one -> one.check().equals(CALLER))
        .map(Finding::result)
        .filter(result -> result != Finding.Result.OK)
        .findFirst()
        .map(
            result ->
                result == Finding.Result.MISTAKE
                    ? "the account is not the one of " + account.environment()
                    : "it is not known which account this is")
        .orElse("");
  }

  List<Finding> region(String ofState) {
    if (isOff()) {
      return List.of(
          Finding.mistake(
              "region",
              "%s is off in the account %s: it knows nobody of it"
                  .formatted(account.region(), account.id()),
              "aws account enable-region --region-name " + account.region(),
              "or write another region in " + account.file("terraform.tfvars")));
    }
    if (!ofState.equals(account.region())) {
      return List.of(
          Finding.mistake(
              "region",
              "the stack is in %s, and its state in %s".formatted(account.region(), ofState),
              "write region = \"%s\" in %s"
                  .formatted(account.region(), account.file("backend.hcl")),
              "or region = \"%s\" in %s".formatted(ofState, account.file("terraform.tfvars"))));
    }
    return List.of(Finding.ok("region", account.region() + " is on"));
  }

  private boolean isOff() {
    try {
      own.getCallerIdentity();
      return false;
    } catch (StsException e) {
      if (UNKNOWN.contains(e.awsErrorDetails().errorCode())) {
        return true;
      }
      throw e;
    }
  }
}
