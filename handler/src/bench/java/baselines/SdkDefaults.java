package baselines;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.S3Event;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the guides show: a typed event, and the SDK's client with everything as it comes. Which HTTP
 * client it takes is decided by the library that lies beside it.
 */
public final class SdkDefaults implements RequestHandler<S3Event, String> {
  private final S3Client s3 = S3Client.create();
  private final String ledger = System.getenv("LEDGER_BUCKET");

  @Override
  public String handleRequest(S3Event event, Context context) {
    for (var record : event.getRecords()) {
      var bucket = record.getS3().getBucket().getName();
      var object = record.getS3().getObject();
      var key = object.getUrlDecodedKey();
      var head = s3.headObject(request -> request.bucket(bucket).key(key));
      var json =
          "{\"bucket\":\"%s\",\"key\":\"%s\",\"size\":%s,\"e_tag\":%s,\"content_type\":\"%s\"}"
              .formatted(bucket, key, head.contentLength(), head.eTag(), head.contentType());
      s3.putObject(
          request -> request.bucket(ledger).key("journal/" + object.getSequencer() + ".json"),
          RequestBody.fromString(json));
    }
    return "done";
  }
}
