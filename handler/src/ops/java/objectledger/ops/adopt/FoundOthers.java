package objectledger.ops.adopt;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;
import objectledger.ops.NotificationRule;

/** What a bucket notifies beside the stack, and whether the stack can keep it. */
record FoundOthers(SourceValues source, BucketNotification found) {
  /**
   * What is to be kept. EventBridge, where it is on, is the others', unless the values say that it
   * is the stack's: its trigger is EventBridge, and the others that were adopted do without.
   *
   * @throws CommandException if Terraform could not write a rule back as it is
   */
  Others others() {
    var rules = new TreeMap<String, NotificationRule>();
    for (var rule : found.foreign(source.function())) {
      refuseUnkeepable(rule);
      if (rules.put(rule.id(), rule) != null) {
        throw unkeepable(rule, "another rule has the same id");
      }
    }
    return new Others(found.eventBridge() && !isOurEventBridge(), rules);
  }

  private boolean isOurEventBridge() {
    return source.usesEventBridge() && source.keepsOthers() && !source.others().eventBridge();
  }

  private void refuseUnkeepable(NotificationRule rule) {
    if (rule.id().isEmpty()) {
      throw unkeepable(rule, "it has no id");
    }
    if (!rule.target().matches("arn:[a-z-]+:(lambda|sns|sqs):.*")) {
      throw unkeepable(rule, "its target is no function, no queue and no topic");
    }
    // Terraform composes the accents of every text, which would make another rule of it.
    if (!Stream.of(rule.id(), rule.target(), rule.prefix(), rule.suffix())
        .allMatch(text -> Normalizer.isNormalized(text, Normalizer.Form.NFC))) {
      throw unkeepable(rule, "Terraform would write it in another Unicode form");
    }
  }

  private CommandException unkeepable(NotificationRule rule, String why) {
    return new CommandException(
        "a rule of %s cannot be kept, because %s: %s".formatted(source.bucket(), why, rule),
        List.of(
            "let its owner write it in another way, or write sources.%s.trigger = \"eventbridge\""
                .formatted(source.label()),
            "and let the bucket's owner switch EventBridge on: its notification then stays as it is"));
  }

  /**
   * Refuses rules that S3 does not take together with the stack's own.
   *
   * @throws CommandException that names each pair
   */
  void refuseOverlap() {
    var lines = new ArrayList<String>();
    for (var theirs : found.foreign(source.function())) {
      source.rules().stream()
          .filter(theirs::overlaps)
          .forEach(ours -> lines.add("* %s — and ours: %s".formatted(theirs, ours)));
    }
    if (lines.isEmpty()) {
      return;
    }
    var trigger = "sources.%s.trigger = \"eventbridge\"".formatted(source.label());
    lines.add("nothing is written. One of these ways is left:");
    lines.add("write " + trigger + ": nothing of ours is a rule of the bucket then; adopt again,");
    lines.add("and the stack switches EventBridge on beside theirs");
    lines.add(
        "or write it, and let the bucket's owner switch EventBridge on: theirs stay with them");
    lines.add("or let the rule notify an SNS topic, to which their target and ours subscribe");
    lines.add(
        "or record other events or keys: sources.%s.events, filter".formatted(source.label()));
    throw new CommandException(
        "S3 takes no two rules for one event, and %s has such for what is to be recorded"
            .formatted(source.bucket()),
        lines);
  }
}
