package objectledger.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import objectledger.aws.ObjectApi;
import objectledger.json.JsonText;

/** Stores the rows of a document, or refuses it. */
final class Documents {
  private final Ingress ingress;
  private final Lake lake;
  private final String declarationsKey;
  private final long maxBytes;
  private Declarations declarations;

  Documents(DocumentsSettings settings, ObjectApi s3) {
    this.ingress = new Ingress(s3, settings.ingressBucket(), settings.bucketOwner());
    this.lake = new Lake(s3, settings.lakeBucket(), settings.bucketOwner());
    this.declarationsKey = settings.declarations();
    this.maxBytes = settings.maxBytes();
  }

  /**
   * Stores a document. The same document gives the same objects, however often this is repeated.
   *
   * @throws RuntimeException if it was neither stored nor refused
   */
  Outcome store(DocumentKey key) {
    return ingress.read(key, this::store).orElseGet(() -> new Outcome.Gone(key));
  }

  private Outcome store(Document document) {
    try {
      var rows = write(document);
      lake.stored(document, rows);
      return new Outcome.Stored(document.key(), rows);
    } catch (RefusalException e) {
      lake.refuse(document, e.refusal());
      return new Outcome.Refused(document.key(), document.table(), e.refusal());
    }
  }

  private long write(Document document) {
    var table = table(document);
    var object = lake.rows(document, table);
    try (var body = DocumentBody.open(document.body(), table.isBase64(), maxBytes)) {
      var reader = new DocumentReader(document.key().id(), document.time(), table);
      var rows = reader.copy(body, object);
      object.finish();
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      object.abort();
    }
  }

  private TableDeclaration table(Document document) {
    if (document.table().isEmpty()) {
      throw new RefusalException(
          ReasonCode.TABLE_MISSING, "the object has no metadata \"table\", which names its table");
    }
    if (!document.hasValidTable()) {
      throw new RefusalException(
          ReasonCode.TABLE_INVALID,
          "a table has a small letter, then at most 62 of a-z, 0-9 and _, and not "
              + JsonText.quote(document.table()));
    }
    if (!document.key().hasValidId()) {
      throw new RefusalException(
          ReasonCode.ID_INVALID, "an id has 1 to 128 letters, digits and dashes");
    }
    return declarations()
        .of(document.table())
        .orElseThrow(
            () ->
                new RefusalException(
                    ReasonCode.TABLE_UNDECLARED,
                    "the table %s is not declared".formatted(document.table())));
  }

  /** They are read with the first document, and not before: a snapshot contains no data. */
  private Declarations declarations() {
    if (declarations == null) {
      declarations = lake.declarations(declarationsKey);
    }
    return declarations;
  }
}
