package objectledger.changes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import objectledger.aws.OpenObject;
import objectledger.aws.S3Api;
import objectledger.lambda.Deadline;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Loads the driver and handles batches of its own, with a stub in place of S3 and without a
 * database, so that the first batch finds the classes loaded.
 */
record PrimingChanges(ChangesSettings settings, Function function) {
  private static final int LIMIT_MILLIS = 5_000;

  private static final String TARGET =
      """
      {"dialect":"postgresql","host":"localhost","port":5432,"database":"d","schema":"public",
       "table":"t","user":"DATABASE_USER","password":"DATABASE_PASSWORD","pooler":false,
       "connect_seconds":5,"statement_seconds":5,
       "keys":[{"name":"id","path":"$.id","type":"text"}],
       "columns":[{"name":"at","path":"$.at","type":"timestamp"},
                  {"name":"data","path":"$","type":"json"},
                  {"name":"price","path":"$.price","type":"numeric(10,2)"},
                  {"name":"types","path":"$types","type":"json"}]}""";

  private static final String DECLARED =
      """
      {"labels":{
        "a":{"source":"table/a","format":"dynamodb","epoch":0,"target":TARGET},
        "b":{"source":"stream/b","format":"dynamodb","table":"b","epoch":0,"target":TARGET},
        "c":{"source":"stream/c","format":"json","seq":"$.n","epoch":0,"target":TARGET}}}"""
          .replace("TARGET", TARGET);

  private static final String CHANGE =
      """
      "eventName":"MODIFY","tableName":"b","dynamodb":{"SequenceNumber":"1","Keys":{"id":{"S":"1"}},
      "ApproximateCreationDateTime":1,"ApproximateCreationDateTimePrecision":"MICROSECOND",
      "NewImage":{"id":{"S":"1"},"price":{"N":"1.50"},"at":{"S":"2026-11-27T10:00:00Z"},
      "s":{"NS":["2","1"]},"l":{"L":[{"M":{"x":{"BOOL":true},"y":{"NULL":true}}}]}}}""";

  private static final String PLAIN = "{\"id\":\"1\",\"n\":1,\"at\":null,\"x\":[1.5,true]}";

  /** The function without its environment. */
  @FunctionalInterface
  interface Function {
    void handle(Changes changes, InputStream request, OutputStream out, Deadline deadline)
        throws IOException;
  }

  /**
   * Loads the driver, and handles the batches. Before a snapshot one of each kind, and a record
   * that is refused.
   */
  void write(S3Api stub, boolean everything) throws IOException {
    DriverClasses.load();
    var content = DECLARED.getBytes(StandardCharsets.UTF_8);
    var bucket =
        new ChangesBucket(
            stub,
            request ->
                new OpenObject<>(
                    GetObjectResponse.builder().build(), new ByteArrayInputStream(content)),
            settings.bucket(),
            settings.bucketOwner());
    var changes =
        new Changes(
            bucket,
            "declared/" + Sha256.hex(content) + ".json",
            target -> (rows, deadline) -> List.of());
    var records = "{\"eventSourceARN\":\"table/a\"," + CHANGE + "}";
    if (everything) {
      records +=
          ","
              + kinesis("stream/b", "{" + CHANGE + "}")
              + ","
              + kinesis("stream/c", PLAIN)
              + ","
              + kinesis("stream/c", "no JSON");
    }
    var request = ("{\"Records\":[" + records + "]}").getBytes(StandardCharsets.UTF_8);
    function.handle(
        changes,
        new ByteArrayInputStream(request),
        OutputStream.nullOutputStream(),
        new Deadline(() -> LIMIT_MILLIS));
  }

  private static String kinesis(String stream, String data) {
    return """
        {"eventSourceARN":"%s","eventID":"shardId-0:1","kinesis":{"sequenceNumber":"1","data":"%s"}}"""
        .formatted(
            stream, Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
  }
}
