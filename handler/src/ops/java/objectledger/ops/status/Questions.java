package objectledger.ops.status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import objectledger.ops.CommandException;

/**
 * Asks everything at once. What is refused, or does not answer in time, is a row of its own and
 * hides no other.
 */
final class Questions {
  private final Duration limit;

  /** The threads do not keep the process from ending: a call that hangs cannot be interrupted. */
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            var thread = new Thread(task, "question");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Questions.
   *
   * @param limit how long all answers are waited for
   */
  Questions(Duration limit) {
    this.limit = limit;
  }

  /** The rows of all questions, by the part of the screen, in the order of the questions. */
  Map<Part, List<Row>> ask(List<Question> questions) {
    var rows = new EnumMap<Part, List<Row>>(Part.class);
    var answers = invoke(questions.stream().map(Question::rows).toList(), limit);
    for (var i = 0; i < questions.size(); i++) {
      var question = questions.get(i);
      rows.computeIfAbsent(question.part(), part -> new ArrayList<>())
          .addAll(rows(question, answers.get(i)));
    }
    return rows;
  }

  private List<Row> rows(Question question, Future<List<Row>> future) {
    return switch (answer(future, limit)) {
      case Answer.Known<List<Row>> known -> known.value();
      case Answer.Unknown<List<Row>> unknown ->
          List.of(Row.unknown(question.name(), unknown.refusal()));
    };
  }

  /** One call alone, for which is not waited longer than this. */
  <T> Answer<T> ask(Callable<T> call, Duration most) {
    return answer(invoke(List.of(call), most).getFirst(), most);
  }

  private static <T> Answer<T> answer(Future<T> future, Duration waited) {
    try {
      return new Answer.Known<>(future.get());
    } catch (CancellationException e) {
      return new Answer.Unknown<>(Refusal.of(e, waited));
    } catch (ExecutionException e) {
      return new Answer.Unknown<>(Refusal.of(e.getCause(), waited));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> List<Future<T>> invoke(List<Callable<T>> calls, Duration most) {
    try {
      return threads.invokeAll(calls, most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static CommandException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new CommandException("interrupted", e);
  }
}
