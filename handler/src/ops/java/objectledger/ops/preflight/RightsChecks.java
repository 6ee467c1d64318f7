package objectledger.ops.preflight;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.ops.Progress;
import software.amazon.awssdk.core.exception.SdkException;

/** Asks the rows of all roles, a few at once, and shows how far it is. */
final class RightsChecks {
  /** More requests at once make IAM answer later only. */
  private static final int THREADS = 4;

  private final RightsCheck check;
  private final Progress progress;

  RightsChecks(RightsCheck check, Progress progress) {
    this.check = check;
    this.progress = progress;
  }

  /** Adds what is found of each role. */
  void run(Map<String, List<Question>> rows, Findings findings) {
    var all = rows.values().stream().mapToInt(List::size).sum();
    var done = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      rows.forEach(
          (role, questions) ->
              findings.check(
                  "rights of " + role,
                  () -> {
                    var obstacle = check.obstacle(role);
                    return obstacle.isPresent()
                        ? List.of(obstacle.get())
                        : check.findings(role, answers(threads, role, questions, done, all));
                  }));
    }
  }

  private RowAnswer answers(
      ExecutorService threads, String role, List<Question> rows, AtomicInteger done, int all) {
    var answers =
        rows.stream()
            .map(
                row ->
                    threads.submit(
                        () -> {
                          var answer = check.answer(role, row);
                          show(done.incrementAndGet(), all);
                          return answer;
                        }))
            .toList();
    return answers.stream().map(RightsChecks::get).reduce(RowAnswer.NONE, RowAnswer::and);
  }

  private void show(int done, int all) {
    progress.show(() -> "asked IAM %s of %s rows of the access matrix".formatted(done, all));
  }

  private static RowAnswer get(Future<RowAnswer> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SdkException refusal) {
        throw refusal;
      }
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }
}
