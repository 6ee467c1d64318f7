package objectledger.changes;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Random changes of a few items: put, updated, deleted, expired, and made again. It knows what the
 * items are in the end.
 */
final class ItemHistory {
  /** How a number can be written that is the key of an item. */
  private static final List<String> FORMS = List.of("%s", "%s.0", "%sE0", "%s0e-1");

  private final SplittableRandom random;
  private final Way way;

  /** Whether changes of an item can have the same time. */
  private final boolean hasEqualTimes;

  private final Map<String, String> items = new HashMap<>();
  private BigInteger number;
  private long micros = 1_700_000_000_000_000L;
  private String item = "1";

  /** How changes come into the function. */
  enum Way {
    TABLE_STREAM,
    KINESIS,
    PLAIN
  }

  /**
   * One change.
   *
   * @param image as the way in has it; null if the item is deleted
   * @param key of the item, as the way in has it
   */
  record Event(
      String item,
      String key,
      String name,
      String image,
      boolean expired,
      BigInteger number,
      long micros) {}

  ItemHistory(SplittableRandom random, Way way, boolean hasEqualTimes) {
    this.random = random;
    this.way = way;
    this.hasEqualTimes = hasEqualTimes;
  }

  /** The items as they are, by their keys in the table. */
  Map<String, String> items() {
    return items;
  }

  /** A stream begins: its numbers say nothing about those of the one before it. */
  List<Event> changes(int epoch) {
    var digits = way == Way.PLAIN ? 3 : 22;
    // So that the number of digits grows, and an old stream's numbers are the greater ones.
    number = BigInteger.TEN.pow(digits - epoch).subtract(BigInteger.valueOf(random.nextInt(12)));
    var events = new ArrayList<Event>();
    var count = 1 + random.nextInt(14);
    while (events.size() < count) {
      events.add(next());
    }
    return events;
  }

  private Event next() {
    number = number.add(BigInteger.valueOf(1 + random.nextInt(3)));
    if (!hasEqualTimes || random.nextInt(2) == 0) {
      micros += 1_000 + random.nextInt(4_000);
      item = String.valueOf(1 + random.nextInt(3));
    }
    var key = way == Way.PLAIN ? form(item) : "{\"id\":{\"N\":\"%s\"}}".formatted(item);
    if (items.containsKey(item) && random.nextInt(5) < 2) {
      items.remove(item);
      var expired = way != Way.PLAIN && random.nextBoolean();
      return new Event(item, key, "REMOVE", null, expired, number, micros);
    }
    var isNew = !items.containsKey(item);
    var value = random.nextInt(1_000);
    if (way == Way.PLAIN) {
      var image = "{\"id\":%s,\"v\":%s,\"seq\":%s}".formatted(key, value, number);
      items.put(item, image);
      return new Event(item, key, isNew ? "INSERT" : "MODIFY", image, false, number, micros);
    }
    items.put(item, "{\"id\":%s,\"v\":%s}".formatted(item, value));
    var image = "{\"id\":{\"N\":\"%s\"},\"v\":{\"N\":\"%s\"}}".formatted(item, value);
    return new Event(item, key, isNew ? "INSERT" : "MODIFY", image, false, number, micros);
  }

  private String form(String text) {
    return FORMS.get(random.nextInt(FORMS.size())).formatted(text);
  }
}
