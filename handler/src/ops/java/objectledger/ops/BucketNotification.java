package objectledger.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfigurationFilter;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What a bucket notifies. S3 keeps one notification configuration a bucket, which is read and
 * written as a whole.
 *
 * @param answer of S3, from which a configuration is built that leaves some of it out
 */
public record BucketNotification(
    boolean eventBridge,
    List<NotificationRule> rules,
    GetBucketNotificationConfigurationResponse answer) {

  /**
   * Reads it.
   *
   * @param account that has to own the bucket
   * @throws CommandException if it has anything that this program does not know
   */
  public static BucketNotification read(AwsClients clients, String bucket, String account) {
    var kinds = new NotificationKinds();
    try (var s3 = clients.s3(kinds)) {
      return read(s3, kinds, bucket, account);
    }
  }

  /** The same with a client whose responses {@code kinds} sees. */
  public static BucketNotification read(
      S3Client s3, NotificationKinds kinds, String bucket, String account) {
    var answer = ask(s3, bucket, account);
    kinds.refuseUnknown(bucket);
    var rules = new ArrayList<NotificationRule>();
    answer
        .lambdaFunctionConfigurations()
        .forEach(
            rule ->
                rules.add(
                    rule(
                        rule.id(),
                        rule.lambdaFunctionArn(),
                        rule.eventsAsStrings(),
                        rule.filter())));
    answer
        .queueConfigurations()
        .forEach(
            rule ->
                rules.add(rule(rule.id(), rule.queueArn(), rule.eventsAsStrings(), rule.filter())));
    answer
        .topicConfigurations()
        .forEach(
            rule ->
                rules.add(rule(rule.id(), rule.topicArn(), rule.eventsAsStrings(), rule.filter())));
    return new BucketNotification(answer.eventBridgeConfiguration() != null, rules, answer);
  }

  private static GetBucketNotificationConfigurationResponse ask(
      S3Client s3, String bucket, String account) {
    try {
      return s3.getBucketNotificationConfiguration(
          request -> request.bucket(bucket).expectedBucketOwner(account));
    } catch (S3Exception e) {
      throw new CommandException(
          "the notification of %s could not be read: %s".formatted(bucket, e.getMessage()),
          List.of(
              "it needs the bucket to be there, to belong to the account "
                  + account
                  + ", and s3:GetBucketNotification on it"));
    }
  }

  private static NotificationRule rule(
      String id, String target, List<String> events, NotificationConfigurationFilter filter) {
    return new NotificationRule(
        id == null ? "" : id, target, events, value(filter, "prefix"), value(filter, "suffix"));
  }

  /** S3 answers with the names Prefix and Suffix, and takes prefix and suffix as well. */
  private static String value(NotificationConfigurationFilter filter, String name) {
    if (filter == null || filter.key() == null) {
      return "";
    }
    return filter.key().filterRules().stream()
        .filter(rule -> rule.nameAsString().toLowerCase(Locale.ROOT).equals(name))
        .map(rule -> rule.value() == null ? "" : rule.value())
        .findFirst()
        .orElse("");
  }

  /** The rules that are not of the stack whose function has this name. */
  public List<NotificationRule> foreign(String function) {
    return rules.stream().filter(rule -> !rule.isOf(function)).toList();
  }

  /** The configuration with everything as S3 has it, but for the rules of that stack. */
  public NotificationConfiguration without(String function, boolean keepsEventBridge) {
    var ours =
        rules.stream()
            .filter(rule -> rule.isOf(function))
            .map(NotificationRule::id)
            .collect(Collectors.toSet());
    Predicate<String> stays = id -> !ours.contains(id);
    return NotificationConfiguration.builder()
        .eventBridgeConfiguration(keepsEventBridge ? answer.eventBridgeConfiguration() : null)
        .lambdaFunctionConfigurations(
            answer.lambdaFunctionConfigurations().stream().filter(r -> stays.test(r.id())).toList())
        .queueConfigurations(
            answer.queueConfigurations().stream().filter(r -> stays.test(r.id())).toList())
        .topicConfigurations(
            answer.topicConfigurations().stream().filter(r -> stays.test(r.id())).toList())
        .build();
  }
}
