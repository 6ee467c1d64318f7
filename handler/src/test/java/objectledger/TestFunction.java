package objectledger;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.Retention;
import objectledger.aws.S3Api;
import objectledger.lambda.Backoff;
import objectledger.lambda.Log;
import objectledger.metrics.LogSettings;
import objectledger.parameters.ParameterSettings;
import objectledger.workflow.CreatedObject;
import objectledger.workflow.WorkflowInvoker;

/** The function and what it makes, for tests of other packages: the core's own classes stay its. */
public final class TestFunction {
  /** What the handler throws where an event was not recorded. */
  public static final Class<? extends RuntimeException> NOT_RECORDED =
      EventsNotRecordedException.class;

  private TestFunction() {}

  /** The function over a model of S3, without waits between attempts. */
  public static RequestStreamHandler of(S3Api s3, boolean keepsLatest, Log log) {
    var settings = ModelS3.settings(ModelS3.OWNER, keepsLatest);
    return new LedgerHandler(new Ledger(settings, s3, (tries, left) -> {}), log);
  }

  /** The same, with so many workers. */
  public static RequestStreamHandler withWorkers(S3Api s3, int workers, Log log) {
    var settings =
        new LedgerSettings(
            List.of(ModelS3.SOURCE),
            ModelS3.LEDGER,
            ModelS3.OWNER,
            Retention.NONE,
            false,
            workers,
            LogSettings.of(Log.Level.INFO),
            "eu-west-1",
            "7",
            ParameterSettings.NONE,
            Optional.empty());
    return new LedgerHandler(new Ledger(settings, s3, (tries, left) -> {}), log);
  }

  /** The function with a workflow, without latest documents. */
  public static RequestStreamHandler withWorkflow(S3Api s3, WorkflowInvoker invoker, Log log) {
    var settings = ModelS3.settings(ModelS3.OWNER, false);
    var handler = SuccessHandler.of(invoker);
    return new LedgerHandler(new Ledger(settings, s3, Backoff.jittered(), handler), log);
  }

  /** What the workflow is told of the record of an event whose object is gone. */
  public static CreatedObject created(ObjectEvent event) {
    return LedgerRecord.of(event, new ObjectState.Gone()).createdObject();
  }

  /**
   * What the function says of events that it could not record.
   *
   * @param causes by the object's URI
   * @param events how many there were
   */
  public static String notRecorded(Map<String, RuntimeException> causes, int events) {
    var failed = new ArrayList<Outcome.Failed>();
    causes.forEach((object, cause) -> failed.add(Outcome.Failed.of(object, cause)));
    return new EventsNotRecordedException(failed, events).getMessage();
  }
}
