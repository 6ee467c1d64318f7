package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;

/**
 * Refuses a plan that would take from a bucket what it notifies beside the stack, or wait for
 * events that it does not send.
 *
 * @param functions names of the stack's function, before and after the plan: ids of its own rules
 * @param changes what the plan does, for each bucket
 * @param environment for the commands to type
 */
record NotificationGuard(
    List<String> functions, List<NotificationChange> changes, String environment) {
  /** A message for each bucket for which the plan is refused. */
  List<CommandException> problems(Function<String, BucketNotification> reader) {
    var problems = new ArrayList<CommandException>();
    for (var change : changes) {
      switch (change.what()) {
        case "sets" ->
            new KeptNotification(change, reader.apply(change.bucket()), stack())
                .problem()
                .ifPresent(problems::add);
        case "removes" -> removed(change, reader.apply(change.bucket()), problems);
        case "waits" -> {
          if (!reader.apply(change.bucket()).eventBridge()) {
            problems.add(switchedOff(change));
          }
        }
        case "moves" -> problems.add(moved(change));
        default -> throw new IllegalStateException(change.what());
      }
    }
    return problems;
  }

  private StackRules stack() {
    return new StackRules(functions, environment);
  }

  private void removed(
      NotificationChange change, BucketNotification found, List<CommandException> problems) {
    if (isAlso("moves", change)) {
      return;
    }
    var stays = isAlso("waits", change);
    var lines = new ArrayList<String>();
    if (found.eventBridge() && (stays || !change.ownEventBridge())) {
      lines.add("* " + StackRules.EVENT_BRIDGE);
    }
    stack().foreign(found.rules()).forEach(rule -> lines.add("* " + rule));
    if (lines.isEmpty()) {
      return;
    }
    if (stays) {
      lines.add("let the stack keep them with its own: " + stack().adopt(change));
      lines.add(
          "and write sources.%s.switching_from = the trigger of before, and null five minutes after"
              .formatted(change.label()));
    } else {
      lines.add("leave theirs to them first: " + stack().adopt(change) + " UNDO=1");
    }
    problems.add(
        new CommandException(
            "the stack would remove its notification of %s, and with it all that it notifies"
                .formatted(change.bucket()),
            lines));
  }

  private boolean isAlso(String what, NotificationChange change) {
    return changes.stream()
        .anyMatch(other -> other.what().equals(what) && other.bucket().equals(change.bucket()));
  }

  private CommandException switchedOff(NotificationChange change) {
    return new CommandException(
        change.bucket() + " does not send its events to EventBridge",
        List.of(
            "its owner switches that on, beside what is there:",
            "aws s3api get-bucket-notification-configuration --bucket %s >notification.json"
                .formatted(change.bucket()),
            "# add to the file: \"EventBridgeConfiguration\": {}",
            "aws s3api put-bucket-notification-configuration --bucket %s \\"
                .formatted(change.bucket()),
            "  --notification-configuration file://notification.json",
            "or, where the bucket notifies others, the stack does: " + stack().adopt(change)));
  }

  private static CommandException moved(NotificationChange change) {
    var addresses = List.of("aws_s3_bucket_notification.source");
    var lines =
        new ArrayList<>(List.of("if the label is another one now, write in terraform/moved.tf:"));
    lines.addAll(MovedBlocks.lines(addresses, change.label(), change.newLabel(), List.of()));
    return new CommandException(
        "the notification of %s is removed as that of %s and set as that of %s, in any order"
            .formatted(change.bucket(), change.label(), change.newLabel()),
        lines);
  }
}
