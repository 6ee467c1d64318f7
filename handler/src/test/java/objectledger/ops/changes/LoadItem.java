package objectledger.ops.changes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Items of both tables of a local stack, with values of every type that DynamoDB has. */
final class LoadItem {
  private static final int DIGITS = 38;
  private static final int BITS = 100;

  private LoadItem() {}

  /** An item with that key and new values; another each time. */
  static Map<String, AttributeValue> of(String keyName, String key, RandomGenerator random) {
    var revision = random.nextLong(1L << 50);
    var item = new HashMap<String, AttributeValue>();
    item.put(keyName, text(key));
    item.put("revision", AttributeValue.fromN(Long.toString(revision)));
    item.put(
        "amount", AttributeValue.fromN(BigDecimal.valueOf(revision % 10_000_000, 2).toString()));
    item.put("paid", AttributeValue.fromBool(random.nextBoolean()));
    if (random.nextInt(4) > 0) {
      item.put(
          "note", text("n\u00f6te \"" + revision + "\"\n\uD83D\uDE00 '; DROP TABLE orders --"));
    }
    if (random.nextInt(4) == 0) {
      item.put("big", AttributeValue.fromN(big(random)));
      item.put("nothing", AttributeValue.fromNul(true));
      item.put(
          "bytes", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {0, 1, (byte) 200})));
      item.put("tags", AttributeValue.fromSs(List.of("b", "a", "\u00e4")));
      item.put("numbers", AttributeValue.fromNs(List.of("3", "-1", "20.5")));
      item.put("nested", AttributeValue.fromM(Map.of("list", list(revision), "a.b", text("dot"))));
    }
    return item;
  }

  private static AttributeValue list(long revision) {
    return AttributeValue.fromL(
        List.of(AttributeValue.fromN(Long.toString(revision)), AttributeValue.fromM(Map.of())));
  }

  private static String big(RandomGenerator random) {
    var digits = new BigInteger(BITS, new java.util.Random(random.nextLong())).toString();
    return new BigDecimal("1." + "0".repeat(DIGITS - 1 - digits.length()) + digits).toString();
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }
}
