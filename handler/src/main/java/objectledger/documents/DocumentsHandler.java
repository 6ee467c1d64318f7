package objectledger.documents;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import objectledger.aws.S3ClientFactory;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;
import objectledger.lambda.TimeLimiter;
import objectledger.startup.SnapStartHooks;

/**
 * The Lambda entry point of the documents function: reads the event, stores the document, and
 * writes what became of it. Lambda creates one instance and calls it for one request at a time.
 */
public final class DocumentsHandler implements RequestStreamHandler {
  private static final int BUCKETS = 2;

  private final Documents documents;
  private final Log log;
  private final TimeLimiter timeLimiter = new TimeLimiter("the document");

  /**
   * The function as Lambda creates it, with its settings from the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  public DocumentsHandler() {
    var environment = System.getenv();
    var settings = DocumentsSettings.from(environment);
    SnapStartHooks.loadClassesInBackground(
        settings.ingressBucket(), settings.region(), environment);
    var s3 = S3ClientFactory.createForObjects(settings.region(), BUCKETS);
    this.documents = new Documents(settings, s3);
    this.log = Log.toStandardOutput(settings.logLevel());
    var priming = new PrimingDocument(settings);
    SnapStartHooks.begin(
        (stub, everything) -> priming.store(stub),
        settings.region(),
        settings.buckets(s3),
        environment);
  }

  /** The function with given collaborators, for tests and priming. */
  DocumentsHandler(Documents documents, Log log) {
    this.documents = documents;
    this.log = log;
  }

  /**
   * Stores the document of one event.
   *
   * @throws DocumentNotStoredException if it was neither stored nor refused
   */
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    handle(in, out, new Deadline(context::getRemainingTimeInMillis));
  }

  void handle(InputStream in, OutputStream out, Deadline deadline) throws IOException {
    var outcome = store(in, deadline.withReserve());
    outcome.writeTo(log);
    out.write(JsonWriter.toLine(Map.of("outcomes", List.of(outcome.fields()))));
  }

  private Outcome store(InputStream in, Deadline deadline) throws IOException {
    var label = "payload";
    try {
      var key = DocumentKey.of(JsonValue.read(in));
      label = key.toString();
      // One limit for all: a read that waits for S3 does not end by an interrupt.
      return timeLimiter.call(deadline.remaining(), () -> documents.store(key));
    } catch (RuntimeException e) {
      var failure = Failure.of(label, e);
      log.error("not stored", failure.summary());
      throw new DocumentNotStoredException(failure);
    }
  }
}
