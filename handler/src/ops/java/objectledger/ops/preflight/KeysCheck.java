package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/** Whether the customer keys of the values can be used, and by whom. */
record KeysCheck(KmsClient kms, NamedKeys keys, Account account) {
  private static final String NAME = "customer keys";

  List<Finding> run() {
    var findings = new ArrayList<Finding>();
    keys.settings().forEach((key, settings) -> findings.add(key(key, String.join(", ", settings))));
    return findings.isEmpty() ? List.of(Finding.notAsked(NAME, "the values name none")) : findings;
  }

  private Finding key(String key, String settings) {
    var what = "the key of " + settings;
    KeyMetadata found;
    try {
      found = kms.describeKey(request -> request.keyId(key)).keyMetadata();
    } catch (NotFoundException e) {
      return Finding.mistake(
          NAME,
          what + " is not in " + account.region() + ": " + key,
          key.startsWith("alias/") ? account.make("bootstrap") : name(settings));
    }
    if (!found.enabled()) {
      return Finding.mistake(
          NAME,
          "%s is %s, and not to be used: %s".formatted(what, found.keyStateAsString(), key),
          "PendingDeletion".equals(found.keyStateAsString())
              ? "aws kms cancel-key-deletion --key-id " + found.keyId()
              : "aws kms enable-key --key-id " + found.keyId());
    }
    if (!found.arn().contains(":" + account.region() + ":")) {
      return Finding.mistake(
          NAME,
          what + " is of another region than " + account.region() + ": " + key,
          name(settings));
    }
    return policy(key, what, found);
  }

  private Finding policy(String key, String what, KeyMetadata found) {
    var text = kms.getKeyPolicy(r -> r.keyId(found.keyId()).policyName("default")).policy();
    var statements = new TrustStatements(new JsonValue("", JsonReader.read(text)));
    var owner = found.awsAccountId();
    if (!allows(
        statements,
        "AWS",
        List.of("arn:" + account.partition() + ":iam::" + owner + ":root", owner))) {
      return Finding.mistake(
          NAME,
          "the policy of %s lets the policies of roles say nothing: %s".formatted(what, key),
          "allow arn:%s:iam::%s:root kms:* in it".formatted(account.partition(), account.id()));
    }
    var missing = new TreeSet<>(keys.services(key));
    missing.removeIf(service -> allows(statements, "Service", List.of(service)));
    return missing.isEmpty()
        ? Finding.ok(NAME, what)
        : Finding.mistake(
            NAME,
            "the policy of %s does not let %s use it: %s"
                .formatted(what, String.join(" and ", missing), key),
            "allow them kms:Decrypt and kms:GenerateDataKey in it",
            "to see it: aws kms get-key-policy --policy-name default --key-id " + found.keyId());
  }

  /** Whether a statement allows one of them to encrypt and to decrypt. */
  private static boolean allows(TrustStatements statements, String kind, List<String> names) {
    return statements.all().stream()
        .filter(one -> one.get("Effect").isEqualTo("Allow"))
        .filter(one -> isFor(one.get("Principal"), kind, names))
        .anyMatch(one -> actions(one).containsAll(List.of("Decrypt", "GenerateDataKey")));
  }

  private static boolean isFor(JsonValue principal, String kind, List<String> names) {
    return principal.isEqualTo("*")
        || texts(principal.get(kind)).anyMatch(name -> name.equals("*") || names.contains(name));
  }

  /** Which of the two actions a statement has. */
  private static List<String> actions(JsonValue statement) {
    var patterns = texts(statement.get("Action")).toList();
    return Stream.of("Decrypt", "GenerateDataKey")
        .filter(
            action ->
                patterns.stream()
                    .map(pattern -> pattern.replaceAll("[^A-Za-z:*]", "").replace("*", ".*"))
                    .anyMatch(("kms:" + action)::matches))
        .toList();
  }

  private static Stream<String> texts(JsonValue value) {
    return value.value() instanceof List<?> list
        ? list.stream().map(Object::toString)
        : Stream.ofNullable(value.value()).map(Object::toString);
  }

  private String name(String settings) {
    return "write the ARN of a key of %s as %s in %s"
        .formatted(account.region(), settings, account.file("terraform.tfvars"));
  }
}
