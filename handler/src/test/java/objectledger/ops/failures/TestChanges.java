package objectledger.ops.failures;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import objectledger.ops.ChangesFunction;

/** Objects of a changes bucket as the function and Lambda write them. */
final class TestChanges {
  static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/payments";

  static final ChangesFunction FUNCTION =
      new ChangesFunction(
          "changes",
          "f",
          "arn:f:live",
          Map.of("changes", "https://queue"),
          "/logs",
          "{}",
          Map.of("orders", TABLE, "payments", STREAM),
          Map.of("orders", "0aa", "payments", "0bb"));

  private TestChanges() {}

  /** A record whose numbers lose digits, and whose text cannot be read, where they are parsed. */
  static String record(String number) {
    return """
        {"eventSource":"aws:dynamodb", "eventSourceARN":"%s/stream/2026-11-28T00:00:00.000",
         "dynamodb":{"SequenceNumber":"%s","ApproximateCreationDateTime":1.764300000123E9,
         "NewImage":{"t":{"S":"\\ud800 \\u0000"}}}}"""
        .formatted(TABLE, number);
  }

  /** What the function writes about a change that it refuses. */
  static String refusal(String label, String number, String code) {
    return """
        {"label":"%s","stream":"%s","sequence_number":"%s","reason_code":"%s",\
        "reason":"the reason of %s","record":%s}
        """
        .formatted(label, TABLE, number, code, number, record(number));
  }

  /** What Lambda writes about a batch that it gives up. */
  static String batch(String info, String stream, int first, int count) {
    var records =
        IntStream.range(first, first + count)
            .mapToObj(number -> record("" + number))
            .collect(Collectors.joining(","));
    return """
        {"requestContext":{"requestId":"r","functionArn":"f","condition":"RetryAttemptsExhausted",
          "approximateInvokeCount":101},
         "responseContext":{"statusCode":200,"executedVersion":"7","functionError":null},
         "version":"1.0","timestamp":"2026-11-28T01:00:00.021Z",
         "%s":{"shardId":"shardId-01","startSequenceNumber":"%s","endSequenceNumber":"%s",
           "approximateArrivalOfFirstRecord":"2026-11-28T00:00:00Z",
           "approximateArrivalOfLastRecord":"2026-11-28T00:00:01Z","batchSize":%s,
           "streamArn":"%s"},
         "payload":%s}"""
        .formatted(
            info, first, first + count - 1, count, stream, text("{\"Records\":[" + records + "]}"));
  }

  /** JSON as a text in JSON. */
  private static String text(String json) {
    return '"' + json.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
