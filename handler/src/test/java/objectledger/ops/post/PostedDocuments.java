package objectledger.ops.post;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.lambda.WorkerPool;
import objectledger.ops.DeployedStack;
import objectledger.ops.DocumentsFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Compares what was posted with the objects, the records, the rows, the refusals and the states.
 */
final class PostedDocuments {
  private static final int READERS = 16;

  private final S3Client s3;
  private final Map<String, LoadDocument> posted;
  private final String ingress;
  private final String ledger;
  private final DocumentsFunction documents;
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /**
   * A comparison.
   *
   * @param posted documents by the ids that the API gave them
   */
  PostedDocuments(S3Client s3, DeployedStack stack, Map<String, LoadDocument> posted) {
    this.s3 = s3;
    this.posted = posted;
    this.ingress = stack.ingress().orElseThrow().bucket();
    this.ledger = stack.stack().ledgerBucket();
    this.documents = stack.documents().orElseThrow();
  }

  /**
   * What is missing, there twice, or another thing than was posted; a line each. What is in the
   * objects is read only once the listings show each of them: to read thousands of them while they
   * are being written would delay what writes them.
   */
  List<String> problems() {
    checkObjects();
    var rows = byId(documents.bucket(), "tables/");
    var refusals = byId(documents.bucket(), "refused/");
    posted.forEach(
        (id, document) -> {
          expect("object of rows", id, document.isRefused() ? 0 : 1, size(rows.get(id)));
          expect("refusal", id, document.isRefused() ? 1 : 0, size(refusals.get(id)));
        });
    checkStates();
    if (problems.isEmpty()) {
      checkRecords();
      checkRows(rows);
      checkRefusals(refusals);
    }
    return List.copyOf(problems);
  }

  private void checkObjects() {
    var versions = new HashMap<String, Integer>();
    s3.listObjectVersionsPaginator(list -> list.bucket(ingress).encodingType(EncodingType.URL))
        .versions()
        .forEach(version -> versions.merge(version.key(), 1, Integer::sum));
    posted.keySet().forEach(id -> expect("version of the object", id, 1, versions.get("id=" + id)));
  }

  private void checkRecords() {
    var records = new HashMap<String, Integer>();
    var keys = keys(ledger, "journal/source=" + ingress + "/");
    new WorkerPool(READERS)
        .forEach(
            keys,
            key -> {
              for (var line : read(ledger, key).split("\n")) {
                var record = json(line);
                if (record.get("event_name").text().startsWith("ObjectCreated")) {
                  synchronized (records) {
                    records.merge(record.get("key").text(), 1, Integer::sum);
                  }
                }
              }
              return true;
            });
    posted.keySet().forEach(id -> expect("record", id, 1, records.get("id=" + id)));
  }

  private void checkRows(Map<String, List<String>> files) {
    new WorkerPool(READERS)
        .forEach(
            posted.keySet().stream().filter(files::containsKey).toList(),
            id -> {
              var rows = read(documents.bucket(), files.get(id).getFirst()).split("\n");
              expect("row", id, posted.get(id).rows(), rows.length);
              for (var row : rows) {
                var json = json(row);
                if (!json.get("ingest_id").isEqualTo(id)
                    || !json.get("order_id").isEqualTo((long) posted.get(id).number())) {
                  problems.add("%s has a row of another document: %s".formatted(id, row));
                }
              }
              return true;
            });
  }

  private void checkRefusals(Map<String, List<String>> refusals) {
    new WorkerPool(READERS)
        .forEach(
            posted.keySet().stream().filter(refusals::containsKey).toList(),
            id -> {
              var code =
                  json(read(documents.bucket(), refusals.get(id).getFirst()))
                      .get("reason_code")
                      .text();
              if (!code.equals(posted.get(id).reason())) {
                problems.add(
                    "%s is refused for %s, not for %s"
                        .formatted(id, code, posted.get(id).reason()));
              }
              return true;
            });
  }

  private void checkStates() {
    var states = byId(documents.bucket(), "status/");
    posted.keySet().forEach(id -> expect("state", id, 1, size(states.get(id))));
  }

  private void expect(String what, String id, int wanted, Integer found) {
    var count = found == null ? 0 : found;
    if (count != wanted) {
      problems.add(
          "%s (document %s) has %s times a %s, not %s"
              .formatted(id, posted.get(id).number(), count, what, wanted));
    }
  }

  private static int size(List<String> keys) {
    return keys == null ? 0 : keys.size();
  }

  /** The keys below a prefix by the name of the file, which is the id of a document. */
  private Map<String, List<String>> byId(String bucket, String prefix) {
    var byId = new HashMap<String, List<String>>();
    keys(bucket, prefix)
        .forEach(
            key -> {
              var name = key.substring(key.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
              byId.computeIfAbsent(name, id -> new ArrayList<>()).add(key);
            });
    return byId;
  }

  private List<String> keys(String bucket, String prefix) {
    return s3
        .listObjectsV2Paginator(
            list -> list.bucket(bucket).prefix(prefix).encodingType(EncodingType.URL))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  private String read(String bucket, String key) {
    var object = s3.getObjectAsBytes(get -> get.bucket(bucket).key(key));
    return new String(object.asByteArrayUnsafe(), StandardCharsets.UTF_8);
  }

  private static JsonValue json(String line) {
    return new JsonValue("", JsonReader.read(line));
  }
}
