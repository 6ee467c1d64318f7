package objectledger.ops;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows the progress of a command: on a terminal one line that is rewritten, elsewhere a line every
 * five seconds.
 */
public final class Progress {
  private static final Duration ON_A_TERMINAL = Duration.ofMillis(200);
  private static final Duration ELSEWHERE = Duration.ofSeconds(5);
  private static final String WIPE = "\r\033[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long shown;

  public Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.shown = nanoTime.getAsLong();
  }

  /** On standard output. The scripts set {@code plain} where it is not a terminal. */
  public static Progress onStandardOutput() {
    var plain = System.getenv().getOrDefault("plain", "yes");
    return new Progress(System.out, plain.isEmpty(), System::nanoTime);
  }

  /** Shows the line if enough time has passed since the last one. */
  public synchronized void show(Supplier<String> line) {
    var every = terminal ? ON_A_TERMINAL : ELSEWHERE;
    if (nanoTime.getAsLong() - shown < every.toNanos()) {
      return;
    }
    shown = nanoTime.getAsLong();
    if (terminal) {
      out.print(WIPE + line.get());
    } else {
      out.println(line.get());
    }
    out.flush();
  }

  /** Shows the last line, whatever the time. */
  public synchronized void end(String line) {
    out.println(terminal ? WIPE + line : line);
  }
}
