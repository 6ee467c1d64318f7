package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;
import objectledger.ops.NotificationRule;

/**
 * Compares the notification that a plan sets with the one that the bucket has: what is not the
 * stack's has to be the same in both.
 *
 * @param change that sets it
 * @param found what the bucket has
 * @param stack knows which rules are the stack's, and what to type
 */
record KeptNotification(NotificationChange change, BucketNotification found, StackRules stack) {
  private static final String OUTDATED =
      " (in the values, and not in the bucket any more: the plan would put it back)";

  /** Why the plan is refused; empty where it changes nothing of others. */
  Optional<CommandException> problem() {
    var planned = byId(stack.foreign(change.rules()));
    var outdated = outdated();
    var lines = new ArrayList<>(taken(planned));
    lines.addAll(outdated);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    if (planned.isEmpty() && outdated.isEmpty()) {
      lines.add("keep theirs beside ours: " + stack.adopt(change));
      lines.add(
          "or write sources.%s.trigger = \"eventbridge\" in envs/%s/terraform.tfvars: it leaves them as they are"
              .formatted(change.label(), stack.environment()));
      lines.add("or, if nobody needs them any more, ask the bucket's owner to remove them");
      return Optional.of(
          new CommandException(
              change.bucket() + " notifies others, and this plan would take that away", lines));
    }
    lines.add("adopt what is there now: " + stack.adopt(change));
    return Optional.of(
        new CommandException(
            "%s notifies others otherwise than sources.%s.others says, and this plan would change that"
                .formatted(change.bucket(), change.label()),
            lines));
  }

  private static Map<String, NotificationRule> byId(Stream<NotificationRule> rules) {
    return rules.collect(Collectors.toMap(NotificationRule::id, rule -> rule, (one, two) -> two));
  }

  /** What the bucket has, and would lose or have in another way. */
  private List<String> taken(Map<String, NotificationRule> planned) {
    var lines = new ArrayList<String>();
    if (found.eventBridge() && !change.eventBridge() && !change.ownEventBridge()) {
      lines.add("* " + StackRules.EVENT_BRIDGE);
    }
    stack
        .foreign(found.rules())
        .filter(rule -> !rule.equals(planned.get(rule.id())))
        .forEach(rule -> lines.add("* " + rule + inValues(planned.get(rule.id()))));
    return lines;
  }

  private static String inValues(NotificationRule planned) {
    return planned == null ? "" : " (in the values: " + planned + ")";
  }

  /** What the plan has, and the bucket has no more: theirs are there before ours come. */
  private List<String> outdated() {
    var there = byId(stack.foreign(found.rules()));
    var lines = new ArrayList<String>();
    if (change.othersEventBridge() && !found.eventBridge()) {
      lines.add("* " + StackRules.EVENT_BRIDGE + OUTDATED);
    }
    stack
        .foreign(change.rules())
        .filter(rule -> !there.containsKey(rule.id()))
        .forEach(rule -> lines.add("* " + rule + OUTDATED));
    return lines;
  }
}
