package objectledger.ops.changes;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import objectledger.lambda.WorkerPool;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Changes many items of a table of a local stack by 8 writers, so that a script can break things
 * meanwhile, and checks that the rows of the database are the items.
 */
final class ChangeLoad {
  private static final int WRITERS = 8;
  private static final int CHANGES_OF_AN_ITEM = 10;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private ChangeLoad() {}

  /**
   * The arguments: the file of the stack's outputs, the folder of the local database, the label,
   * what to do, and
   *
   * <ul>
   *   <li>{@code write}: how many changes, of a tenth as many items
   *   <li>{@code check}: how many seconds to wait for the last row
   * </ul>
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, SQLException {
    var stack = DeployedStack.read(Path.of(arguments[0]));
    var table = new ChangedTable(stack, Path.of(arguments[1]), arguments[2]);
    var number = Integer.parseInt(arguments[4]);
    try (var client = stack.clients().dynamoDb()) {
      if (arguments[3].equals("write")) {
        write(client, table, number);
      } else {
        check(client, table, number);
      }
    }
  }

  private static void write(DynamoDbClient client, ChangedTable table, int count) {
    var started = System.nanoTime();
    var items = Math.max(1, count / CHANGES_OF_AN_ITEM);
    var deleted = new AtomicInteger();
    new WorkerPool(WRITERS)
        .forEach(
            IntStream.range(0, count).boxed().toList(),
            number -> {
              // The writers meet at the same items.
              var random = new Random(number);
              var key = "item-" + random.nextInt(items);
              return change(client, table, key, random) ? deleted.incrementAndGet() : 0;
            });
    System.out.printf(
        "%s: %s changes of %s items by %s writers, of which %s deleted one, in %s ms%n",
        table.label(), count, items, WRITERS, deleted, millis(started));
  }

  private static boolean change(
      DynamoDbClient client, ChangedTable table, String key, Random random) {
    var id = Map.of(table.key(), AttributeValue.fromS(key));
    var kind = random.nextInt(10);
    if (kind == 0) {
      client.deleteItem(request -> request.tableName(table.name()).key(id));
    } else if (kind < 4) {
      client.updateItem(
          request ->
              request
                  .tableName(table.name())
                  .key(id)
                  .updateExpression("SET revision = :r, paid = :p REMOVE note")
                  .expressionAttributeValues(
                      Map.of(
                          ":r", AttributeValue.fromN(Integer.toString(random.nextInt())),
                          ":p", AttributeValue.fromBool(random.nextBoolean()))));
    } else {
      var item = LoadItem.of(table.key(), key, random);
      client.putItem(request -> request.tableName(table.name()).item(item));
    }
    return kind == 0;
  }

  private static void check(DynamoDbClient client, ChangedTable table, int seconds)
      throws InterruptedException, SQLException {
    var started = System.nanoTime();
    while (true) {
      var items = table.items(client);
      List<String> problems = table.problems(items);
      System.out.printf(
          "%s: %s items: %s problems after %s ms%n",
          table.label(), items.size(), problems.size(), millis(started));
      if (problems.isEmpty() && !items.isEmpty()) {
        return;
      }
      if (millis(started) > seconds * 1000L) {
        problems.stream().limit(10).forEach(System.out::println);
        System.exit(1);
      }
      Thread.sleep(PAUSE);
    }
  }

  private static long millis(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
