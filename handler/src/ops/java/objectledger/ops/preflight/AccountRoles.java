package objectledger.ops.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** The roles and managed policies that the account has, each of them asked for once. */
final class AccountRoles {
  private final IamClient iam;
  private final Map<String, Optional<Role>> roles = new HashMap<>();
  private final Map<String, Optional<String>> documents = new HashMap<>();

  AccountRoles(IamClient iam) {
    this.iam = iam;
  }

  synchronized Optional<Role> find(String name) {
    return roles.computeIfAbsent(name, this::ask);
  }

  boolean isThere(String name) {
    return find(name).isPresent();
  }

  /** What a managed policy says; empty where the account has no such policy. */
  synchronized Optional<String> document(String arn) {
    return documents.computeIfAbsent(arn, this::askDocument);
  }

  /** Who may become a role. */
  static String trust(Role role) {
    return decoded(role.assumeRolePolicyDocument());
  }

  private Optional<Role> ask(String name) {
    try {
      return Optional.of(iam.getRole(request -> request.roleName(name)).role());
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  private Optional<String> askDocument(String arn) {
    if (arn.isEmpty()) {
      return Optional.empty();
    }
    try {
      var version = iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId();
      var found = iam.getPolicyVersion(request -> request.policyArn(arn).versionId(version));
      return Optional.of(decoded(found.policyVersion().document()));
    } catch (NoSuchEntityException e) {
      return Optional.empty();
    }
  }

  /** IAM answers with documents that are encoded for a URL. */
  private static String decoded(String document) {
    return document.startsWith("%") ? URLDecoder.decode(document, UTF_8) : document;
  }
}
