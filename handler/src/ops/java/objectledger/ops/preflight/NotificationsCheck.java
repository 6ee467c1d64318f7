package objectledger.ops.preflight;

import java.util.List;
import objectledger.ops.BucketNotification;
import objectledger.ops.CommandException;
import objectledger.ops.plan.PlannedNotifications;

/** What the existing sources notify already, and an apply would take from others. */
record NotificationsCheck(PreflightClients clients, PlannedNotifications planned, Account account) {
  private static final String NAME = "notifications of others";

  List<Finding> run() {
    if (planned.buckets().isEmpty()) {
      return List.of(Finding.notAsked(NAME, "the stack makes its sources"));
    }
    List<CommandException> problems;
    try {
      problems =
          planned.problems(
              bucket ->
                  BucketNotification.read(clients.s3(), clients.kinds(), bucket, account.id()));
    } catch (CommandException e) {
      problems = List.of(e);
    }
    return problems.isEmpty()
        ? List.of(Finding.ok(NAME, "none on " + String.join(", ", planned.buckets())))
        : problems.stream()
            .map(e -> new Finding(NAME, Finding.Result.MISTAKE, e.getMessage(), e.cures()))
            .toList();
  }
}
