package objectledger.ops.failures;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Has the documents function try refused documents again, and deletes the refusals of those that
 * have rows now or that are gone. One that is refused again, or cannot be tried, holds up none of
 * the others.
 */
final class RefusedRedrive {
  private static final int WORKERS = 16;

  private final FunctionInvoker alias;
  private final Function<RefusedDocument, byte[]> event;
  private final Refusals refusals;
  private final ShutdownSignal shutdown;
  private final Progress progress;
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private final Queue<Left> left = new ConcurrentLinkedQueue<>();

  /** Deletes refusals. */
  @FunctionalInterface
  interface Refusals {
    void remove(RefusedDocument document);
  }

  /**
   * A document that is still refused.
   *
   * @param document with the reason of this attempt, which may be another one than before
   */
  record Left(RefusedDocument document) {}

  /**
   * The result.
   *
   * @param stored documents that have rows now
   * @param gone documents that are not there any more
   * @param untried documents that were not tried because of the interruption
   */
  record Result(int stored, int gone, int untried, List<Left> left) {}

  /**
   * A redrive.
   *
   * @param event that tells the function of a document
   */
  RefusedRedrive(
      FunctionInvoker alias,
      Function<RefusedDocument, byte[]> event,
      Refusals refusals,
      ShutdownSignal shutdown,
      Progress progress) {
    this.alias = alias;
    this.event = event;
    this.refusals = refusals;
    this.shutdown = shutdown;
    this.progress = progress;
  }

  /**
   * Tries each document once.
   *
   * @throws CommandException if the alias cannot be invoked at all
   */
  Result run(List<RefusedDocument> documents) {
    new WorkerPool(WORKERS).forEach(documents, document -> retry(document, documents.size()));
    return new Result(
        done.get(),
        gone.get(),
        documents.size() - done.get() - gone.get() - left.size(),
        List.copyOf(left));
  }

  private boolean retry(RefusedDocument document, int of) {
    if (shutdown.isRequested()) {
      return false;
    }
    var response = answer(document);
    var outcome = Outcome.of(response);
    if (outcome.isSettled()) {
      settle(document, outcome);
    } else {
      left.add(new Left(outcome.applied(document)));
    }
    progress.show(
        () ->
            "redrive: %s of %s refused documents stored, %s left"
                .formatted(done.get(), of, left.size()));
    return true;
  }

  private void settle(RefusedDocument document, Outcome outcome) {
    try {
      refusals.remove(document);
      (outcome.state().equals("gone") ? gone : done).incrementAndGet();
    } catch (SdkException e) {
      // The next redrive finds the same, and deletes it.
      left.add(
          new Left(
              document.because(
                  "it is %s now, but its refusal could not be deleted: %s"
                      .formatted(outcome.state(), JsonText.oneLine(e.getMessage())))));
    }
  }

  private FunctionInvoker.Response answer(RefusedDocument document) {
    try {
      return alias.invoke(event.apply(document));
    } catch (CommandException e) {
      // Lambda would refuse the others, too.
      shutdown.request();
      throw e;
    }
  }

  /**
   * What the function says of a document.
   *
   * @param state that it is in; empty if the function failed
   * @param why the code of the reason for which it is refused, or why the function failed
   */
  private record Outcome(String state, String why) {
    static Outcome of(FunctionInvoker.Response response) {
      var problem = response.problem();
      var outcomes = response.json().get("outcomes");
      if (problem.isPresent() || outcomes.isAbsent() || outcomes.items().isEmpty()) {
        return new Outcome("", problem.orElse("the function did not say what became of it"));
      }
      var outcome = outcomes.items().getFirst();
      return new Outcome(outcome.get("state").textOrEmpty(), outcome.get("reason").textOrEmpty());
    }

    boolean isSettled() {
      return state.equals("stored") || state.equals("gone");
    }

    /** A document that is not settled, with what is known of it now. */
    RefusedDocument applied(RefusedDocument document) {
      if (!state.equals("refused")) {
        return document.because("not tried to its end: " + JsonText.oneLine(why));
      }
      return why.isEmpty() || why.equals(document.code()) ? document : document.refusedFor(why);
    }
  }
}
