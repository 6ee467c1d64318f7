package objectledger.ops.changes;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import objectledger.lambda.WorkerPool;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items that the database cannot hold, among many that it can, and what mends them. */
final class PoisonedChanges {
  private static final int WRITERS = 8;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** More digits than the column has. */
  private static final AttributeValue TOO_LARGE = AttributeValue.fromN("123456789012345678.5");

  private static final List<String> POISONED = List.of("poisoned-1", "poisoned-2");
  private static final List<String> LEFT =
      POISONED.stream().map(key -> key + " has no row").toList();

  private PoisonedChanges() {}

  /**
   * The arguments: the file of the stack's outputs, the folder of the local database, and
   *
   * <ul>
   *   <li>{@code write}, with the number of items: writes them and two that the database cannot
   *       hold, and waits until those two alone have no row
   *   <li>{@code mend}: gives the second of the two a value that fits, waits for its row, and
   *       widens the column for the first
   * </ul>
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    var stack = DeployedStack.read(Path.of(arguments[0]));
    var table = new ChangedTable(stack, Path.of(arguments[1]), "payments");
    try (var client = stack.clients().dynamoDb()) {
      if (arguments[2].equals("write")) {
        write(client, table, Integer.parseInt(arguments[3]));
        await(client, table, LEFT);
      } else {
        put(client, table, POISONED.get(1), AttributeValue.fromN("5"));
        await(client, table, LEFT.subList(0, 1));
        table.run("ALTER TABLE payments ALTER COLUMN amount TYPE numeric(30,2)");
      }
    }
  }

  private static void write(DynamoDbClient client, ChangedTable table, int count) {
    new WorkerPool(WRITERS)
        .forEach(
            IntStream.range(0, count).boxed().toList(),
            number -> {
              if (number == count / 2) {
                POISONED.forEach(key -> put(client, table, key, TOO_LARGE));
              }
              var item = LoadItem.of(table.key(), "sound-" + number, new Random(number));
              return client.putItem(request -> request.tableName(table.name()).item(item));
            });
  }

  private static void put(
      DynamoDbClient client, ChangedTable table, String key, AttributeValue amount) {
    client.putItem(
        request ->
            request
                .tableName(table.name())
                .item(Map.of(table.key(), AttributeValue.fromS(key), "amount", amount)));
  }

  /** Waits until these are the only problems. */
  private static void await(DynamoDbClient client, ChangedTable table, List<String> expected)
      throws InterruptedException, SQLException {
    var end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      var items = table.items(client);
      var problems = table.problems(items);
      if (problems.equals(expected)) {
        System.out.printf("%s items, of which %s have no row%n", items.size(), problems.size());
        return;
      }
      if (System.nanoTime() > end) {
        System.out.printf("%s problems, and not %s%n", problems.size(), expected);
        problems.stream().limit(10).forEach(System.out::println);
        System.exit(1);
      }
      Thread.sleep(PAUSE);
    }
  }
}
