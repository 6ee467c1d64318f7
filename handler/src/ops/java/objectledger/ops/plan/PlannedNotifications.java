package objectledger.ops.plan;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Function;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;

/** What a plan, saved or not, would take from the notifications of buckets that are not its own. */
public final class PlannedNotifications {
  private final NotificationGuard guard;

  private PlannedNotifications(NotificationGuard guard) {
    this.guard = guard;
  }

  /**
   * Reads a plan as {@code terraform show -json} prints it.
   *
   * @param environment for the commands to type
   */
  public static PlannedNotifications read(InputStream document, String environment)
      throws IOException {
    var plan = TerraformPlan.read(document);
    return new PlannedNotifications(
        new NotificationGuard(
            PlannedStack.functions(plan), SourceNotification.changes(plan), environment));
  }

  /** The buckets that are asked. */
  public List<String> buckets() {
    return guard.changes().stream().map(NotificationChange::bucket).distinct().toList();
  }

  /** A message for each bucket for which a plan is refused. */
  public List<CommandException> problems(Function<String, BucketNotification> reader) {
    return guard.problems(reader);
  }
}
