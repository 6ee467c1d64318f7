package objectledger.smoke;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.PrettyJson;
import objectledger.ops.flight.LedgerReader;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Puts one object with an awkward name into a source of a stack and shows its record: into the
 * first one, or the one that the setting {@code SOURCE} names.
 */
final class Demo {
  private Demo() {}

  /** The file of the stack's outputs is the only argument. */
  public static void main(String[] arguments) {
    Command.main(arguments, Demo::show);
  }

  private static int show(DeployedStack deployment) {
    var stack = deployment.stack();
    var source = stack.sources().first(Command.setting("SOURCE"));
    if (!source.records("ObjectCreated:Put")) {
      throw new CommandException(
          "%s has no puts recorded: write \"s3:ObjectCreated:*\" into its events"
              .formatted(source.inWords()));
    }
    if (stack.sources().areSeveral()) {
      System.out.printf("source %s%n", source.label());
    }
    var key = source.keyPrefix() + "demo/Köln + one space.txt" + source.keySuffix();
    try (var s3 = stack.s3()) {
      var ledger = new LedgerReader(s3, stack, source, Instant.now());
      var started = System.nanoTime();
      var version =
          s3.putObject(
                  put ->
                      put.bucket(source.bucket())
                          .key(key)
                          .contentType("text/plain")
                          .metadata(Map.of("team", "blue", "invoice", "4711"))
                          .tagging("stage=raw&retention=short"),
                  RequestBody.fromString("hello, ledger\n"))
              .versionId();
      var shown = recorded(version);
      System.out.printf("put    s3://%s/%s%n", source.bucket(), key);
      var record =
          ledger.await(
              "the record of " + key,
              entry -> entry.text("key").equals(key) && entry.text("version_id").equals(shown));
      var took = Duration.ofNanos(System.nanoTime() - started).toMillis();
      System.out.printf("record s3://%s/%s%n", stack.ledgerBucket(), record.journalKey());
      System.out.printf("       %s ms after the put%n%n%s%n", took, PrettyJson.of(record.raw()));
    }
    return 0;
  }

  /**
   * A version as its record has it: a bucket without versions gives none, and its record is empty.
   */
  static String recorded(String version) {
    return version == null ? "" : version;
  }
}
