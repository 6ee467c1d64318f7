package objectledger.ops.preflight;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/**
 * Asks IAM what policies say, without making the calls. IAM allows some such requests a second; the
 * client tries again where it is told to wait. Safe for use by several threads.
 */
record PolicySimulator(IamClient iam) {
  static final String ALLOWED = "allowed";
  static final String DENIED = "explicitDeny";

  private static final String EVERYTHING =
      "{\"Version\":\"2012-10-17\",\"Statement\":"
          + "[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

  /** What the policies of the role in the account say, by action and resource. */
  Map<String, String> ofRole(String arn, Question question) {
    var decisions = new TreeMap<String, String>();
    iam.simulatePrincipalPolicyPaginator(
            request ->
                request
                    .policySourceArn(arn)
                    .policyInputList(question.everything() ? List.of(EVERYTHING) : List.of())
                    .actionNames(question.actions())
                    .resourceArns(question.resources())
                    .contextEntries(context(question)))
        .evaluationResults()
        .forEach(into(decisions));
    return decisions;
  }

  /**
   * What these policies say.
   *
   * @param boundary within which they are; empty for none
   */
  Map<String, String> ofPolicies(List<String> documents, String boundary, Question question) {
    var policies =
        question.everything()
            ? Stream.concat(documents.stream(), Stream.of(EVERYTHING)).toList()
            : documents;
    var decisions = new TreeMap<String, String>();
    iam.simulateCustomPolicyPaginator(
            request ->
                request
                    .policyInputList(policies)
                    .permissionsBoundaryPolicyInputList(
                        boundary.isEmpty() ? List.of() : List.of(boundary))
                    .actionNames(question.actions())
                    .resourceArns(question.resources())
                    .contextEntries(context(question)))
        .evaluationResults()
        .forEach(into(decisions));
    return decisions;
  }

  /** IAM gives the resources of an action as results of their own, or as parts of one. */
  private static Consumer<EvaluationResult> into(Map<String, String> decisions) {
    return result -> {
      var action = result.evalActionName();
      if (result.resourceSpecificResults().isEmpty()) {
        decisions.put(name(action, result.evalResourceName()), result.evalDecisionAsString());
      }
      result
          .resourceSpecificResults()
          .forEach(
              part ->
                  decisions.put(
                      name(action, part.evalResourceName()), part.evalResourceDecisionAsString()));
    };
  }

  /** An action on a resource, as it is said. */
  static String name(String action, String resource) {
    return action + " on " + resource;
  }

  private static List<ContextEntry> context(Question question) {
    var keys = new TreeMap<>(question.context());
    keys.putIfAbsent("aws:SecureTransport", List.of("true"));
    return keys.entrySet().stream()
        .map(
            key ->
                ContextEntry.builder()
                    .contextKeyName(key.getKey())
                    .contextKeyType(type(key.getValue()))
                    .contextKeyValues(key.getValue())
                    .build())
        .toList();
  }

  private static ContextKeyTypeEnum type(List<String> values) {
    if (values.size() > 1) {
      return ContextKeyTypeEnum.STRING_LIST;
    }
    var value = values.getFirst().toLowerCase(Locale.ROOT);
    if (value.equals("true") || value.equals("false")) {
      return ContextKeyTypeEnum.BOOLEAN;
    }
    return value.matches("[0-9]{1,9}") ? ContextKeyTypeEnum.NUMERIC : ContextKeyTypeEnum.STRING;
  }
}
