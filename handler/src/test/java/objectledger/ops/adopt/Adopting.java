package objectledger.ops.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import objectledger.json.JsonValue;
import objectledger.ops.BucketNotification;
import objectledger.ops.FakeAws;
import objectledger.ops.NotificationKinds;
import software.amazon.awssdk.services.s3.S3Client;

/** What the tests of this package share: files, values, and what S3 answers. */
final class Adopting {
  static final String BEGIN =
      "<NotificationConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">";
  static final String END = "</NotificationConfiguration>";

  private Adopting() {}

  static String resource(String name) {
    try (var in = Adopting.class.getResourceAsStream("/adopt/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonValue json(String text) {
    try {
      return JsonValue.read(new ByteArrayInputStream(text.replace("'", "\"").getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The source {@code landing} of the existing bucket landing-eu, with more members. */
  static SourceValues source(String members) {
    return new SourceValues(
        json(
            "{'name': 'object-ledger', 'environment': 'dev', 'account_id': '123456789012',"
                + " 'region': 'eu-west-1', 'sources': {'landing': {'bucket': {'create': false,"
                + " 'name': 'landing-eu'}"
                + members
                + "}}}"),
        "landing");
  }

  /** What is read where S3 answers this. */
  static BucketNotification found(String xml) {
    try (var aws = new FakeAws()) {
      return read(aws.reply(200, xml));
    }
  }

  static BucketNotification read(FakeAws aws) {
    var kinds = new NotificationKinds();
    var builder = S3Client.builder().forcePathStyle(true);
    builder.overrideConfiguration(override -> override.addExecutionInterceptor(kinds));
    try (var s3 = aws.client(builder)) {
      return BucketNotification.read(s3, kinds, "landing-eu", "123456789012");
    }
  }

  /** A rule for a queue, as S3 answers it. */
  static String queue(String id, String event, String prefix, String suffix) {
    return "<QueueConfiguration><Id>%s</Id><Queue>arn:aws:sqs:eu-west-1:123456789012:audit</Queue>"
            .formatted(id)
        + "<Event>%s</Event><Filter><S3Key>".formatted(event)
        + (prefix.isEmpty() ? "" : filter("Prefix", prefix))
        + (suffix.isEmpty() ? "" : filter("Suffix", suffix))
        + "</S3Key></Filter></QueueConfiguration>";
  }

  private static String filter(String name, String value) {
    return "<FilterRule><Name>%s</Name><Value>%s</Value></FilterRule>".formatted(name, value);
  }
}
