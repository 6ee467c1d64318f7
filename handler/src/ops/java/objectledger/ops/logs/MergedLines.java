package objectledger.ops.logs;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The lines of several logs as one, in the order of their times. Of each log one line is read
 * ahead, so that a day of lines needs no memory.
 */
final class MergedLines implements Iterator<LogEvent> {
  private final PriorityQueue<Head> heads =
      new PriorityQueue<>(Comparator.comparing((Head head) -> head.next().time()));

  private record Head(LogEvent next, Iterator<LogEvent> rest) {}

  MergedLines(List<Iterator<LogEvent>> logs) {
    logs.forEach(this::add);
  }

  private void add(Iterator<LogEvent> log) {
    if (log.hasNext()) {
      heads.add(new Head(log.next(), log));
    }
  }

  @Override
  public boolean hasNext() {
    return !heads.isEmpty();
  }

  @Override
  public LogEvent next() {
    var head = heads.remove();
    add(head.rest());
    return head.next();
  }
}
