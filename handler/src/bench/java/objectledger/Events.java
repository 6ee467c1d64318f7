package objectledger;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** The events that the bench sends, as S3 and SQS send them. */
final class Events {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00Z");

  private Events() {}

  static String one() {
    return notification(1);
  }

  /** A notification of the object of that number. */
  static String one(int number) {
    return TestEvents.notification(event(number));
  }

  /** One notification of so many objects. */
  static String notification(int objects) {
    return TestEvents.notification(
        IntStream.range(0, objects).mapToObj(Events::event).toArray(ObjectEvent[]::new));
  }

  /** One batch of a queue, with a notification of one object in each message. */
  static String batch(int objects) {
    return batch(0, objects);
  }

  /** The same, of the objects from that number on. */
  static String batch(int first, int objects) {
    return TestEvents.batch(IntStream.range(first, first + objects).mapToObj(Events::one).toList());
  }

  private static ObjectEvent event(int number) {
    return new ObjectEvent(
        "ObjectCreated:Put",
        TIME,
        "source-bucket",
        String.format(Locale.ROOT, "landing/2026/01/31/part-%05d.parquet", number),
        "v1",
        "%018X".formatted(number + 1),
        5,
        "5d41402abc4b2a76b9719d911017c592",
        "eu-west-1",
        "AWS:AIDAEXAMPLE",
        "192.0.2.1",
        "C3D13FE58DE4C810",
        Map.of());
  }
}
