package objectledger.changes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import objectledger.changes.ItemHistory.Event;

/** Puts changes into the shards of a stream, as AWS documents it for each way in. */
final class StreamShards {
  private static final BigInteger FIRST =
      new BigInteger("49590338271490256608559692538361571095921575989136588898");

  private final SplittableRandom random;
  private final Safeguard missing;
  private BigInteger number = FIRST;

  /** A record in a shard. */
  record Entry(String number, String text, boolean expired) {}

  StreamShards(SplittableRandom random, Safeguard missing) {
    this.random = random;
    this.missing = missing;
  }

  /** A table's stream has each change once, and those of an item in their order. */
  static List<List<Entry>> ofTable(List<Event> events) {
    var shards = shards();
    for (var event : events) {
      var text =
          StreamEvents.dynamo(
              event.name(), event.number().toString(), event.key(), event.image(), event.expired());
      shard(shards, event).add(new Entry(event.number().toString(), text, event.expired()));
    }
    return shards;
  }

  /**
   * In Kinesis they come late and twice.
   *
   * @param inOrder whether they do not: among equal times nothing else tells the order
   */
  List<List<Entry>> ofKinesis(List<Event> events, boolean inOrder) {
    var shards = shards();
    // The destination was changed to the other precision while it was used.
    var change = random.nextInt(events.size() + 1);
    // Not to milliseconds where times are equal: cut off, the later would be the earlier one.
    var beginsInMicros = !inOrder && random.nextBoolean();
    var arrivals = inOrder ? events : disordered(events, 6);
    for (var event : arrivals) {
      var isMicros = events.indexOf(event) < change == beginsInMicros;
      var time = isMicros ? event.micros() : event.micros() / 1_000;
      var precision = isMicros && missing != Safeguard.PRECISION ? "MICROSECOND" : "MILLISECOND";
      var data =
          StreamEvents.dynamoData(
              event.name(),
              String.valueOf(time),
              precision,
              event.key(),
              event.image(),
              event.expired());
      shard(shards, event).add(entry(StreamEvents.STREAM, data, event.expired()));
    }
    return shards;
  }

  /** An application sends its data in any order. */
  List<List<Entry>> ofPlain(List<Event> events) {
    var shards = shards();
    for (var event : disordered(events, events.size())) {
      var data =
          event.image() == null
              ? "{\"id\":%s,\"seq\":\"%s\",\"gone\":true}".formatted(event.key(), event.number())
              : event.image();
      shard(shards, event).add(entry(StreamEvents.OTHER_STREAM, data, false));
    }
    return shards;
  }

  private Entry entry(String arn, String data, boolean expired) {
    number = number.add(BigInteger.valueOf(1 + random.nextInt(1_000)));
    var text = number.toString();
    return new Entry(text, StreamEvents.kinesis(arn, text, data), expired);
  }

  /** The events with repetitions, each as far from its place as that. */
  private List<Event> disordered(List<Event> events, int distance) {
    record Place(int at, Event event) {}
    var places = new ArrayList<Place>();
    for (var i = 0; i < events.size(); i++) {
      places.add(new Place(i + random.nextInt(distance + 1), events.get(i)));
      if (random.nextInt(5) == 0) {
        places.add(new Place(i + random.nextInt(3 * distance + 1), events.get(i)));
      }
    }
    places.sort(Comparator.comparingInt(Place::at));
    return places.stream().map(Place::event).toList();
  }

  private static List<List<Entry>> shards() {
    return List.of(new ArrayList<>(), new ArrayList<>());
  }

  private static List<Entry> shard(List<List<Entry>> shards, Event event) {
    return shards.get(Integer.parseInt(event.item()) % 2);
  }
}
