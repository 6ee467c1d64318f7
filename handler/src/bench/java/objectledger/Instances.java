package objectledger;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Processes of the function, which are started as they are needed, up to a limit. Thread-safe. */
final class Instances implements AutoCloseable {
  private final Launch launch;
  private final int atMost;
  private final int warmUp;
  private final Deque<LambdaProcess> idle = new ArrayDeque<>();
  private final Deque<LambdaProcess> all = new ArrayDeque<>();
  private int reserved;

  /**
   * None is started yet.
   *
   * @param warmUp objects that an instance handles before it is ready: it compiles meanwhile
   */
  Instances(Launch launch, int atMost, int warmUp) {
    this.launch = launch;
    this.atMost = atMost;
    this.warmUp = warmUp;
  }

  /** How many there are. */
  synchronized int started() {
    return reserved;
  }

  /** Starts so many, one after the other, where they are not there. */
  void prepare(int count) throws IOException {
    while (started() < count && reserve()) {
      var instance = start();
      instance.handle(Events.notification(warmUp));
      instance.handle(Events.one());
      give(instance);
    }
  }

  /** The idle one that was used last: Lambda's choice is not documented. Null if there is none. */
  synchronized LambdaProcess take() {
    return idle.pollFirst();
  }

  synchronized void give(LambdaProcess instance) {
    idle.addFirst(instance);
  }

  /** Whether one more may be started; then {@link #start} has to be called. */
  synchronized boolean reserve() {
    if (reserved == atMost) {
      return false;
    }
    reserved++;
    return true;
  }

  LambdaProcess start() throws IOException {
    var instance = new LambdaProcess(launch);
    synchronized (this) {
      all.add(instance);
    }
    instance.init();
    return instance;
  }

  @Override
  public synchronized void close() {
    all.forEach(LambdaProcess::close);
  }
}
