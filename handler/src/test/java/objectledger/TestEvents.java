package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;

/** Payloads for tests: recorded ones from the resources, and ones in S3's shape made to measure. */
final class TestEvents {
  private TestEvents() {}

  /** A recorded payload of the folder {@code payloads}. */
  static String recorded(String name) {
    try (var in = TestEvents.class.getResourceAsStream("/payloads/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  static Json json(String text) {
    try {
      return Json.read(stream(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ObjectEvent event(String record) {
    return EventReader.read(json(record));
  }

  /** A notification of such records. */
  static String notification(String... records) {
    return "{\"Records\":[" + String.join(",", List.of(records)) + "]}";
  }

  /** One element of {@code Records} as S3 writes it; the key is form-encoded here. */
  static String record(
      String name,
      String bucket,
      String key,
      String versionId,
      String sequencer,
      long size,
      String eTag,
      Instant time) {
    var version = versionId.isEmpty() ? "" : ",\"versionId\":\"%s\"".formatted(versionId);
    return """
        {"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1","eventTime":"%s",\
        "eventName":"%s","userIdentity":{"principalId":"AWS:AIDAEXAMPLE"},\
        "requestParameters":{"sourceIPAddress":"192.0.2.1"},\
        "responseElements":{"x-amz-request-id":"C3D13FE58DE4C810","x-amz-id-2":"FMyUVURIY8"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"object-ledger",\
        "bucket":{"name":"%s","ownerIdentity":{"principalId":"A3NL1KOZZKExample"},\
        "arn":"arn:aws:s3:::%s"},\
        "object":{"key":"%s","size":%d,"eTag":"%s"%s,"sequencer":"%s"}}}"""
        .formatted(
            time,
            name,
            bucket,
            bucket,
            URLEncoder.encode(key, StandardCharsets.UTF_8),
            size,
            eTag,
            version,
            sequencer);
  }

  /** Members of one JSON line, for comparison. */
  static LinkedHashMap<String, Object> members(Json line) {
    var members = new LinkedHashMap<String, Object>();
    line.names().forEach(name -> members.put(name, line.get(name).value()));
    return members;
  }
}
