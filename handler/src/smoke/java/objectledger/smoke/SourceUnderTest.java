package objectledger.smoke;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.flight.LedgerReader;
import objectledger.ops.flight.TestObjects;
import software.amazon.awssdk.services.s3.S3Client;

/** A source that a smoke test puts objects into, with the part of the ledger that is about it. */
final class SourceUnderTest {
  private final Source source;
  private final TestObjects objects;
  private final LedgerReader ledger;
  private final List<Long> millis = new ArrayList<>();

  /**
   * One put: what to wait for.
   *
   * @param version its id; empty where the bucket keeps no versions
   * @param startedNanos when it began
   */
  record Put(String key, String version, long startedNanos) {
    Put {
      version = version == null ? "" : version;
    }
  }

  /**
   * A source of a stack.
   *
   * @param run what distinguishes the keys of this run from those of others
   */
  SourceUnderTest(StackOutputs stack, Source source, S3Client s3, String run) {
    this.source = source;
    this.objects = new TestObjects(s3, source, run);
    this.ledger = new LedgerReader(s3, stack, source, Instant.now());
  }

  Source source() {
    return source;
  }

  String bucket() {
    return source.bucket();
  }

  LedgerReader ledger() {
    return ledger;
  }

  /** How long it took from each put until its record was found. */
  List<Long> millis() {
    return millis;
  }

  /** A key that the source has recorded. */
  String key(String name) {
    return objects.key(name);
  }

  /** Puts an object; skips the scenario where puts are not recorded. */
  Put put(String name, String body, Map<String, String> metadata, String tags) {
    ScenarioSkippedException.unless(source.records("ObjectCreated:Put"), "no puts are recorded");
    var started = System.nanoTime();
    return new Put(key(name), objects.put(key(name), body, metadata, tags), started);
  }

  /** Waits for the record of a put. */
  LedgerReader.Entry await(Put put) {
    var record =
        ledger.await(
            "the record of " + put.key() + " version " + put.version(),
            entry ->
                entry.text("key").equals(put.key())
                    && entry.text("version_id").equals(put.version()));
    millis.add(Duration.ofNanos(System.nanoTime() - put.startedNanos()).toMillis());
    return record;
  }

  /** Deletes a version for good, or the present object where it is null; gives the marker's id. */
  String delete(String key, String version) {
    return objects.delete(key, version).versionId();
  }

  /** Deletes every version of the objects of this run. */
  void cleanUp() {
    objects.cleanUp();
  }
}
