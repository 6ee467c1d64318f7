package objectledger.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonWriter;

/** Payloads in AWS's formats with which a function can be primed. They name no real object. */
public final class SyntheticEvents {
  private SyntheticEvents() {}

  /** The S3 notification of a put. Each number gives another object. */
  public static String put(String bucket, int number) {
    return """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"none",
        "eventTime":"1970-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
        "userIdentity":{"principalId":"nobody"},
        "requestParameters":{"sourceIPAddress":"127.0.0.1"},
        "responseElements":{"x-amz-request-id":"none"},
        "s3":{"bucket":{"name":"BUCKET"},"object":{"key":"priming+NUMBER","size":0,
        "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"null","sequencer":"NUMBER"}}}]}
        """
        .replace("BUCKET", bucket)
        .replace("NUMBER", Integer.toString(number));
  }

  /** An SQS batch with a message for each body. */
  public static String sqsBatch(List<String> bodies) {
    var messages =
        bodies.stream()
            .map(body -> Map.of("messageId", "1", "eventSource", "aws:sqs", "body", body))
            .toList();
    return new String(JsonWriter.toLine(Map.of("Records", messages)), StandardCharsets.UTF_8);
  }
}
