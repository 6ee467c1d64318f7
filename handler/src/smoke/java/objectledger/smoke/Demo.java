package objectledger.smoke;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import objectledger.ops.PrettyJson;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.core.sync.RequestBody;

/** Puts one object with an awkward name into a stack's source bucket and shows its record. */
final class Demo {
  private Demo() {}

  /** The file of the stack's outputs is the only argument. */
  public static void main(String[] arguments) throws IOException {
    var stack = StackOutputs.read(Path.of(arguments[0]));
    if (!stack.records("ObjectCreated:Put")) {
      System.err.println(
          "error: the environment records no puts: write \"s3:ObjectCreated:*\" into events");
      System.exit(1);
    }
    var key = stack.keyPrefix() + "demo/Köln + one space.txt" + stack.keySuffix();
    try (var s3 = stack.s3()) {
      var ledger = new LedgerReader(s3, stack, Instant.now());
      var started = System.nanoTime();
      var version =
          s3.putObject(
                  put ->
                      put.bucket(stack.sourceBucket())
                          .key(key)
                          .contentType("text/plain")
                          .metadata(Map.of("team", "blue", "invoice", "4711"))
                          .tagging("stage=raw&retention=short"),
                  RequestBody.fromString("hello, ledger\n"))
              .versionId();
      System.out.printf("put    s3://%s/%s%n", stack.sourceBucket(), key);
      var record =
          ledger.await(
              "the record of " + key,
              entry -> entry.text("key").equals(key) && entry.text("version_id").equals(version));
      var took = Duration.ofNanos(System.nanoTime() - started).toMillis();
      System.out.printf("record s3://%s/%s%n", stack.ledgerBucket(), record.journalKey());
      System.out.printf("       %s ms after the put%n%n%s%n", took, PrettyJson.of(record.raw()));
    }
  }
}
