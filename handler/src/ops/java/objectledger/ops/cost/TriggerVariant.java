package objectledger.ops.cost;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/** A trigger, with the number of messages in a batch of the queue. */
public enum TriggerVariant {
  DIRECT("direct", 1, 1),
  EVENTBRIDGE("eventbridge", 1, 1),
  QUEUE_1("queue, 1 a batch", 1, 1),
  QUEUE_10("queue, 10 a batch", 10, 1),
  QUEUE_100("queue, 100 a batch", 100, 1),
  QUEUE_1000("queue, 1,000 a batch", 1_000, 4);

  public final String label;
  final int batch;

  /** Journal objects for a batch of one hour: each holds 256 KB. */
  final int segments;

  TriggerVariant(String label, int batch, int segments) {
    this.label = label;
    this.batch = batch;
    this.segments = segments;
  }

  boolean isQueue() {
    return name().startsWith("QUEUE");
  }

  /** The variant of a trigger with full batches: the one with the nearest smaller batch. */
  public static Optional<TriggerVariant> of(String trigger, long batchSize) {
    return Arrays.stream(values())
        .filter(variant -> variant.label.split(",")[0].equals(trigger))
        .filter(variant -> variant.batch <= Math.max(batchSize, 1))
        .max(Comparator.comparing(variant -> variant.batch));
  }
}
