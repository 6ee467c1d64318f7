package objectledger.ops.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import objectledger.json.JsonValue;
import objectledger.ops.AwsClients;
import objectledger.ops.BucketNotification;
import objectledger.ops.Command;
import software.amazon.awssdk.regions.Region;

/**
 * Asks the buckets of a plan that are not the stack's what they notify, and may refuse the plan.
 */
final class NotificationCommand {
  private NotificationCommand() {}

  /** The arguments are the file that {@link PlanSummary} left, the region, and the account. */
  public static void main(String[] arguments) {
    Command.main(
        () -> {
          var guard = read(Path.of(arguments[0]), Command.setting("ENV"));
          var clients = new AwsClients(Region.of(arguments[1]));
          var found = new HashMap<String, BucketNotification>();
          var problems =
              guard.problems(
                  bucket ->
                      found.computeIfAbsent(
                          bucket, name -> BucketNotification.read(clients, name, arguments[2])));
          problems.forEach(Command::report);
          return problems.isEmpty() ? 0 : 1;
        });
  }

  static NotificationGuard read(Path file, String environment) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var json = JsonValue.read(in);
      return new NotificationGuard(
          json.get("functions").items().stream().map(JsonValue::text).toList(),
          json.get("changes").items().stream().map(NotificationChange::of).toList(),
          environment);
    }
  }
}
