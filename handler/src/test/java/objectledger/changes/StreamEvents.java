package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;

/** Records as AWS sends them. */
final class StreamEvents {
  static final String TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders";
  static final String TABLE_STREAM = TABLE + "/stream/2026-11-27T10:00:00.000";
  static final String STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/orders";
  static final String OTHER_STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/payments";
  static final String LOG_STREAM = "arn:aws:kinesis:eu-west-1:111122223333:stream/log";

  private static final String TTL =
      "{\"type\":\"Service\",\"principalId\":\"dynamodb.amazonaws.com\"}";

  private StreamEvents() {}

  /** A request with records. */
  static String batch(List<String> records) {
    return "{\"Records\":[" + String.join(",", records) + "]}";
  }

  static String batch(String... records) {
    return batch(List.of(records));
  }

  /** A request of the tools with records that failed. */
  static String redrive(List<String> records) {
    return "{\"redrive\":true,\"Records\":[" + String.join(",", records) + "]}";
  }

  /**
   * A record of a table's stream.
   *
   * @param image with DynamoDB's types; null if it has none
   */
  static String dynamo(String event, String number, String keys, String image, boolean expired) {
    return """
        {"eventID":"e%2$s","eventName":"%1$s","eventVersion":"1.1","eventSource":"aws:dynamodb",
        "awsRegion":"eu-west-1","dynamodb":{"ApproximateCreationDateTime":1.7E9,"Keys":%3$s%4$s,
        "SequenceNumber":"%2$s","SizeBytes":26,"StreamViewType":"NEW_AND_OLD_IMAGES"},
        "eventSourceARN":"%5$s","userIdentity":%6$s}"""
        .formatted(event, number, keys, image(image), TABLE_STREAM, expired ? TTL : "null");
  }

  static String dynamo(String event, String number, String keys, String image) {
    return dynamo(event, number, keys, image, false);
  }

  /** The data of a change that DynamoDB sends to Kinesis. */
  static String dynamoData(
      String event, String time, String precision, String keys, String image, boolean expired) {
    return """
        {"awsRegion":"eu-west-1","eventID":"9f2c","eventName":"%s","userIdentity":%s,
        "recordFormat":"application/json","tableName":"orders","dynamodb":{
        "ApproximateCreationDateTime":%s,"ApproximateCreationDateTimePrecision":"%s",
        "Keys":%s%s,"SizeBytes":26},"eventSource":"aws:dynamodb"}"""
        .formatted(event, expired ? TTL : "null", time, precision, keys, image(image));
  }

  private static String image(String image) {
    return image == null ? "" : ",\"NewImage\":" + image;
  }

  /** A record of Kinesis. */
  static String kinesis(String arn, String number, byte[] data) {
    return """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"p","sequenceNumber":"%1$s",
        "data":"%2$s","approximateArrivalTimestamp":1545084650.987},"eventSource":"aws:kinesis",
        "eventVersion":"1.0","eventID":"shardId-000000000006:%1$s",
        "eventName":"aws:kinesis:record","invokeIdentityArn":"arn:aws:iam::111122223333:role/r",
        "awsRegion":"eu-west-1","eventSourceARN":"%3$s"}"""
        .formatted(number, Base64.getEncoder().encodeToString(data), arn);
  }

  static String kinesis(String arn, String number, String data) {
    return kinesis(arn, number, data.getBytes(UTF_8));
  }
}
