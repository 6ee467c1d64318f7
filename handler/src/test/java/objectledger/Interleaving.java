package objectledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/**
 * Runs several actors of whom one at a time moves, and a random one at each step, so that every
 * order of their steps can happen and the same random numbers give the same order again. Now and
 * then an actor falls asleep for many steps: that is when what it knows grows old.
 */
final class Interleaving {
  private final RandomGenerator random;
  private final List<Actor> waiting = new ArrayList<>();
  private final Semaphore moved = new Semaphore(0);
  private final ThreadLocal<Actor> current = new ThreadLocal<>();
  private RuntimeException failure;
  private int steps;

  Interleaving(RandomGenerator random) {
    this.random = random;
  }

  private static final int LONGEST_SLEEP = 80;

  private static final class Actor {
    private final Semaphore turn = new Semaphore(0);
    private int sleepsUntil;
  }

  /** Adds an actor, who moves once {@link #run} is called. */
  void add(Runnable work) {
    var actor = new Actor();
    waiting.add(actor);
    Thread.ofVirtual()
        .start(
            () -> {
              current.set(actor);
              actor.turn.acquireUninterruptibly();
              try {
                work.run();
              } catch (RuntimeException e) {
                failure = e;
              } catch (Error e) {
                failure = new IllegalStateException(e);
              } finally {
                moved.release();
              }
            });
  }

  /** Ends the present actor's step: whoever is drawn moves next. */
  void step() {
    step(8);
  }

  /** Ends a step, after which the actor falls asleep once in so many times. */
  void step(int oneIn) {
    var actor = current.get();
    if (random.nextInt(oneIn) == 0) {
      actor.sleepsUntil = steps + random.nextInt(LONGEST_SLEEP);
    }
    waiting.add(actor);
    moved.release();
    actor.turn.acquireUninterruptibly();
  }

  /** Moves the actors until all are done. */
  void run() {
    // A virtual thread too: it hands the turn on without waking a thread of the machine's.
    try {
      Thread.ofVirtual().start(this::moveAll).join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void moveAll() {
    while (!waiting.isEmpty() && failure == null) {
      steps++;
      var awake = waiting.stream().filter(actor -> actor.sleepsUntil <= steps).toList();
      var candidates = awake.isEmpty() ? waiting : awake;
      var next = candidates.get(random.nextInt(candidates.size()));
      waiting.remove(next);
      next.turn.release();
      moved.acquireUninterruptibly();
    }
  }
}
