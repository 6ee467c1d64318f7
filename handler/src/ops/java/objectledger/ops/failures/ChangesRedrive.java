package objectledger.ops.failures;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Has the changes function write again what was not written, and deletes each object of which every
 * change is written now. It can be interrupted and repeated at any time: a change that is written
 * twice changes nothing, and one that is older than its row neither.
 */
final class ChangesRedrive {
  /** Each invocation has a connection to the database, as those of the streams. */
  private static final int WORKERS = 4;

  private final FunctionInvoker alias;
  private final StoredChanges objects;
  private final int payloadLimit;
  private final ShutdownSignal shutdown;
  private final Progress progress;
  private final AtomicLong written = new AtomicLong();
  private final AtomicInteger done = new AtomicInteger();
  private final Queue<FailedChanges> left = new ConcurrentLinkedQueue<>();

  /**
   * The result.
   *
   * @param written changes of the objects that were deleted
   * @param untried objects that were not tried because of the interruption
   * @param left what is not written, with the cause of this attempt
   */
  record Result(long written, int untried, List<FailedChanges> left) {}

  /**
   * A redrive.
   *
   * @param payloadLimit bytes that an invocation takes
   */
  ChangesRedrive(
      FunctionInvoker alias,
      StoredChanges objects,
      int payloadLimit,
      ShutdownSignal shutdown,
      Progress progress) {
    this.alias = alias;
    this.objects = objects;
    this.payloadLimit = payloadLimit;
    this.shutdown = shutdown;
    this.progress = progress;
  }

  /**
   * Tries each object once.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run(List<FailedChanges> failed) {
    new WorkerPool(WORKERS).forEach(failed, changes -> retry(changes, failed.size()));
    return new Result(written.get(), failed.size() - done.get(), List.copyOf(left));
  }

  private boolean retry(FailedChanges changes, int of) {
    if (shutdown.isRequested()) {
      return false;
    }
    var problem = problem(changes);
    if (problem.isPresent()) {
      left.add(problem.get());
    } else {
      written.addAndGet(changes.count());
    }
    done.incrementAndGet();
    progress.show(
        () ->
            "redrive: %s of %s objects with changes tried, %s left"
                .formatted(done.get(), of, left.size()));
    return problem.isEmpty();
  }

  /** The changes with the reason for which the object is left; empty if it is not. */
  private Optional<FailedChanges> problem(FailedChanges changes) {
    try {
      var stored = objects.load(changes.key());
      if (stored.isEmpty()) {
        return Optional.empty();
      }
      var answers = new ArrayList<ChangesAnswer>();
      for (var payload : ChangesPayload.of(stored.get().content(), payloadLimit)) {
        answers.add(ChangesAnswer.of(invoke(payload.bytes()), payload.count()));
      }
      var problem =
          answers.stream().flatMap(answer -> answer.problem(changes).stream()).findFirst();
      if (problem.isEmpty()) {
        objects.remove(changes.key(), stored.get().tag());
      }
      return problem;
    } catch (InvalidInputException | SdkException e) {
      // Also where it was written and not deleted: the next redrive finds the same, and deletes it.
      return Optional.of(
          changes.because(
              changes.cause(),
              "left: " + JsonText.oneLine(Objects.toString(e.getMessage(), "no message"))));
    }
  }

  private FunctionInvoker.Response invoke(byte[] payload) {
    try {
      return alias.invoke(payload);
    } catch (CommandException e) {
      // Lambda would refuse the others, too.
      shutdown.request();
      throw e;
    }
  }
}
