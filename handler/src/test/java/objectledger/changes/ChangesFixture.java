package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.S3Stub;
import objectledger.aws.OpenObject;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** The function with a bucket in memory and a given sink. */
final class ChangesFixture implements S3Stub {
  static final String BUCKET = "changes-bucket";
  static final String JSON_COLUMN = "{\"name\":\"data\",\"path\":\"$\",\"type\":\"json\"}";

  final Map<String, String> objects = Collections.synchronizedMap(new TreeMap<>());
  final List<Target> opened = new ArrayList<>();
  final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  /** What each call to S3 throws; null lets it happen. */
  volatile RuntimeException fault;

  private final ChangesHandler handler;

  /**
   * @param declarations as Terraform writes them
   * @param sink of all labels
   */
  ChangesFixture(String declarations, Sink sink) {
    var content = declarations.getBytes(UTF_8);
    var bucket =
        new ChangesBucket(
            this,
            request -> {
              throwFault();
              return new OpenObject<>(
                  GetObjectResponse.builder().build(), new ByteArrayInputStream(content));
            },
            BUCKET,
            "111122223333");
    var changes =
        new Changes(
            bucket,
            "declared/" + Sha256.hex(content) + ".json",
            target -> {
              opened.add(target);
              return sink;
            });
    this.handler =
        new ChangesHandler(
            changes,
            new Log(new PrintStream(logged, true, UTF_8), () -> Instant.EPOCH, Log.Level.INFO));
  }

  /** The declarations of three labels: of a table's stream, of it in Kinesis, of plain JSON. */
  static String declarations(int epoch, String keys, String columns) {
    var target = target("postgresql", keys, columns);
    return """
        {"labels":{
        "orders":{"source":"%1$s","format":"dynamodb","epoch":%5$s,"target":%6$s},
        "kinesis":{"source":"%2$s","format":"dynamodb","table":"orders","epoch":%5$s,"target":%6$s},
        "log":{"source":"%4$s","format":"json","epoch":%5$s,"target":%6$s},
        "payments":{"source":"%3$s","format":"json","seq":"$.seq","deleted":"$.gone","epoch":%5$s,
        "target":%6$s}}}"""
        .formatted(
            StreamEvents.TABLE,
            StreamEvents.STREAM,
            StreamEvents.OTHER_STREAM,
            StreamEvents.LOG_STREAM,
            epoch,
            target);
  }

  static String declarations() {
    return declarations(0, "{\"name\":\"id\",\"path\":\"$.id\",\"type\":\"text\"}", JSON_COLUMN);
  }

  static String target(String dialect, String keys, String columns) {
    return """
        {"dialect":"%s","host":"db.example.com","port":5432,"database":"d","schema":"public",
        "table":"t","user":"DATABASE_USER","password":"DATABASE_PASSWORD","pooler":false,
        "connect_seconds":5,"statement_seconds":20,"keys":[%s],"columns":[%s]}"""
        .formatted(dialect, keys, columns);
  }

  /** The answer to a request. */
  String answer(String request) {
    return answer(request.getBytes(UTF_8));
  }

  String answer(byte[] request) {
    var out = new ByteArrayOutputStream();
    try {
      handler.handle(new ByteArrayInputStream(request), out, new Deadline(() -> 60_000));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8).trim();
  }

  String log() {
    return logged.toString(UTF_8);
  }

  private void throwFault() {
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    throwFault();
    try (var content = body.contentStreamProvider().newStream()) {
      objects.put(request.key(), new String(content.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return PutObjectResponse.builder().build();
  }

  @Override
  public void close() {}
}
