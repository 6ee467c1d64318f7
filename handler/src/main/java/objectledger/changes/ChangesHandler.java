package objectledger.changes;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import objectledger.aws.S3ClientFactory;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonWriter;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureKind;
import objectledger.lambda.Log;
import objectledger.parameters.ParameterProvider;
import objectledger.startup.SnapStartHooks;

/**
 * The Lambda entry point of the changes function: reads a batch of a stream, writes its changes,
 * and answers from which record the stream must come again. Lambda creates one instance and calls
 * it for one request at a time.
 */
public final class ChangesHandler implements RequestStreamHandler {
  private final Changes changes;
  private final Log log;

  /**
   * The function as Lambda creates it, with its settings from the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  public ChangesHandler() {
    var environment = System.getenv();
    var settings = ChangesSettings.from(environment);
    SnapStartHooks.loadClassesInBackground(settings.bucket(), settings.region(), environment);
    var s3 = S3ClientFactory.createForObjects(settings.region(), 1);
    var parameters = ParameterProvider.of(settings.parameters(), settings.region(), environment);
    this.changes =
        new Changes(
            new ChangesBucket(s3, s3::getObject, settings.bucket(), settings.bucketOwner()),
            settings.declarations(),
            target -> SqlSink.of(target, parameters));
    this.log = Log.toStandardOutput(settings.logLevel());
    var priming =
        new PrimingChanges(
            settings,
            (primed, request, out, deadline) ->
                new ChangesHandler(primed, Log.silent(settings.logLevel()))
                    .handle(request, out, deadline));
    SnapStartHooks.begin(
        (stub, everything) -> priming.write(stub, everything),
        settings.region(),
        settings.buckets(s3),
        environment);
  }

  /** The function with given collaborators, for tests and priming. */
  ChangesHandler(Changes changes, Log log) {
    this.changes = changes;
    this.log = log;
  }

  /**
   * Writes the changes of one batch.
   *
   * @throws ChangesNotWrittenException if the request is no batch of a stream
   */
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    handle(in, out, new Deadline(context::getRemainingTimeInMillis));
  }

  void handle(InputStream in, OutputStream out, Deadline deadline) throws IOException {
    try {
      var result = changes.handle(in, deadline.withReserve());
      result.writeTo(log);
      out.write(JsonWriter.toLine(result.answer()));
    } catch (InvalidInputException e) {
      var reason = JsonText.oneLine(e.getMessage());
      log.error("changes not written", Map.of("fault", FailureKind.PERMANENT, "reason", reason));
      throw new ChangesNotWrittenException(reason);
    }
  }
}
