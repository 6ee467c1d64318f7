package objectledger.ops.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Buckets as S3 shows them: their objects, their lists and what they notify. */
final class StubBuckets {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final Map<String, TreeMap<String, Stored>> buckets = new TreeMap<>();
  private final Map<String, String> notifications = new TreeMap<>();

  private record Stored(String content, Instant time) {}

  void put(String bucket, String key, String content, Instant time) {
    buckets.computeIfAbsent(bucket, any -> new TreeMap<>()).put(key, new Stored(content, time));
  }

  void remove(String bucket, String key) {
    buckets.get(bucket).remove(key);
  }

  /** What the bucket notifies, in S3's XML. */
  void notify(String bucket, String rules) {
    notifications.put(bucket, rules);
  }

  StubAccount.Reply answer(URI uri) {
    var parts = uri.getPath().split("/", 3);
    var key = parts.length > 2 ? parts[2] : "";
    var query = query(uri);
    if (query.containsKey("notification")) {
      return xml(
          "<NotificationConfiguration>"
              + notifications.getOrDefault(parts[1], "")
              + "</NotificationConfiguration>");
    }
    var objects = buckets.getOrDefault(parts[1], new TreeMap<>());
    if (key.isEmpty()) {
      return xml(list(objects, query));
    }
    var stored = objects.get(key);
    return stored == null
        ? new StubAccount.Reply(
            404, Map.of(), "<Error><Code>NoSuchKey</Code></Error>".getBytes(UTF_8))
        : new StubAccount.Reply(
            200,
            Map.of("Last-Modified", HTTP_DATE.format(stored.time())),
            stored.content().getBytes(UTF_8));
  }

  private static Map<String, String> query(URI uri) {
    var query = new TreeMap<String, String>();
    for (var pair : (uri.getRawQuery() == null ? "" : uri.getRawQuery()).split("&")) {
      var parts = pair.split("=", 2);
      query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return query;
  }

  private static String list(NavigableMap<String, Stored> objects, Map<String, String> query) {
    var prefix = query.getOrDefault("prefix", "");
    var most = Integer.parseInt(query.getOrDefault("max-keys", "1000"));
    var folders = new TreeSet<String>();
    var text = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
    for (var object : objects.tailMap(prefix).entrySet()) {
      var key = object.getKey();
      if (!key.startsWith(prefix) || most-- == 0) {
        break;
      }
      var end = query.containsKey("delimiter") ? key.indexOf('/', prefix.length()) : -1;
      if (end >= 0) {
        folders.add(key.substring(0, end + 1));
      } else {
        text.append(
            "<Contents><Key>%s</Key><LastModified>%s</LastModified></Contents>"
                .formatted(key, object.getValue().time()));
      }
    }
    folders.forEach(
        folder ->
            text.append("<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>".formatted(folder)));
    return text + "</ListBucketResult>";
  }

  private static StubAccount.Reply xml(String text) {
    return new StubAccount.Reply(
        200, Map.of("Content-Type", "application/xml"), text.getBytes(UTF_8));
  }
}
