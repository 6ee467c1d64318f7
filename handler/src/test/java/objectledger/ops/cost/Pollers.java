package objectledger.ops.cost;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * How Lambda takes messages from a queue: each poller collects a batch of its own until the batch
 * is full or its window ends, and then waits for the function's answer. Which poller receives a
 * message is chance. While messages wait because all pollers are busy, their number grows; after a
 * minute without that, it falls to what it was.
 */
public final class Pollers {
  /** A batch of more messages than this needs a window. */
  private static final int MOST_WITHOUT_WINDOW = 10;

  /** An invocation takes 6 MB, and a message with its S3 event needs about 1.5 kB of them. */
  private static final int MOST_BY_PAYLOAD = 6 * 1_024 * 1_024 / 1_500;

  private static final double SECONDS_PER_POLLER = 60.0 / QueueSimulation.MORE_BATCHES_A_MINUTE;

  /** AWS does not document after how long there are fewer of them. */
  private static final double KEPT_SECONDS = 60;

  private final Timeline timeline;
  private final Invoker invoker;
  private final double window;
  private final int batch;
  private final int most;
  private final Random random;
  private final List<Poller> free = new ArrayList<>();
  private final Queue<Double> waiting = new ArrayDeque<>();
  private int pollers;
  private boolean growing;
  private double grown;

  /**
   * The first pollers, of which nothing is known yet.
   *
   * @param random decides which poller receives a message
   */
  public Pollers(LoadCase load, Timeline timeline, Invoker invoker, Random random) {
    this.timeline = timeline;
    this.invoker = invoker;
    this.window = load.windowSeconds();
    this.batch = Math.min(load.batch(), window > 0 ? MOST_BY_PAYLOAD : MOST_WITHOUT_WINDOW);
    this.most = load.atMost();
    this.random = random;
    for (pollers = 0; pollers < Math.min(QueueSimulation.FIRST_BATCHES, most); pollers++) {
      free.add(new Poller());
    }
  }

  /** A poller with what it has collected. */
  private static final class Poller {
    private List<Double> collected = new ArrayList<>();
  }

  /** A message arrives now; it has this time. */
  public void arrive(double arrival) {
    waiting.add(arrival);
    if (free.isEmpty()) {
      growLater();
    } else {
      collect(free.get(random.nextInt(free.size())));
    }
  }

  /** Takes what waits, as far as the batch has room. */
  private void collect(Poller poller) {
    var begins = poller.collected.isEmpty();
    while (!waiting.isEmpty() && poller.collected.size() < batch) {
      poller.collected.add(waiting.remove());
    }
    if (poller.collected.size() == batch || window == 0) {
      invoke(poller);
    } else if (begins) {
      var begun = poller.collected;
      timeline.at(
          timeline.now() + window,
          () -> {
            if (poller.collected == begun) {
              invoke(poller);
            }
          });
    }
  }

  private void invoke(Poller poller) {
    free.remove(poller);
    var messages = poller.collected;
    poller.collected = new ArrayList<>();
    invoker.invoke(messages, () -> release(poller));
  }

  private void release(Poller poller) {
    var isQuiet = waiting.isEmpty() && timeline.now() - grown > KEPT_SECONDS;
    if (isQuiet && pollers > QueueSimulation.FIRST_BATCHES) {
      pollers--;
      return;
    }
    free.add(poller);
    if (!waiting.isEmpty()) {
      collect(poller);
    }
  }

  private void growLater() {
    if (!growing && pollers < most) {
      growing = true;
      timeline.at(timeline.now() + SECONDS_PER_POLLER, this::grow);
    }
  }

  private void grow() {
    growing = false;
    if (!waiting.isEmpty()) {
      pollers++;
      grown = timeline.now();
      release(new Poller());
      growLater();
    }
  }
}
