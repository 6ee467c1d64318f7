package objectledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A function's process, with a Runtime API of its own. What it used is read from the kernel. */
final class LambdaProcess implements AutoCloseable {
  private static final double NANOS_PER_MILLI = 1_000_000;

  private static final long MICROS_PER_TICK = 10_000;

  private final RuntimeApi api = new RuntimeApi();
  private final long started;
  private final Process process;

  LambdaProcess(Launch launch) throws IOException {
    var builder =
        new ProcessBuilder(launch.command())
            .directory(launch.folder().toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    builder.environment().clear();
    builder.environment().putAll(launch.environment(api.address()));
    started = System.nanoTime();
    process = builder.start();
  }

  long pid() {
    return process.pid();
  }

  /** Milliseconds from the start of the process until it asks for an event. */
  double init() {
    return (api.await(RuntimeApi.Kind.NEXT).nanoTime() - started) / NANOS_PER_MILLI;
  }

  /** Waits until a snapshot could be taken. */
  void checkpoint() {
    api.await(RuntimeApi.Kind.RESTORE);
  }

  /** Milliseconds from the end of the loading of a snapshot until it asks for an event. */
  double restore() {
    var begin = System.nanoTime();
    api.restore();
    return (api.await(RuntimeApi.Kind.NEXT).nanoTime() - begin) / NANOS_PER_MILLI;
  }

  /** Milliseconds from an event to its answer. */
  double handle(String event) {
    var begin = System.nanoTime();
    return (invoke(event).nanoTime() - begin) / NANOS_PER_MILLI;
  }

  /** Hands an event over. Returns its answer, once the process asks for the next event. */
  RuntimeApi.Step invoke(String event) {
    api.send(event);
    var answer = api.await(RuntimeApi.Kind.ANSWER);
    api.await(RuntimeApi.Kind.NEXT);
    return answer;
  }

  /** The CPU that it has used until now, of user and kernel, in microseconds. */
  long cpuMicros() {
    var stat = read("stat");
    // The name of the program, in parentheses, may hold spaces.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
  }

  /**
   * The CPU that each of its threads has used until now ({@code schedstat}), in nanoseconds, by the
   * thread's number.
   */
  Map<String, Long> threadNanos() {
    var nanos = new HashMap<String, Long>();
    try (var threads = Files.newDirectoryStream(proc().resolve("task"))) {
      for (var thread : threads) {
        var used = read(thread.resolve("schedstat"));
        used.ifPresent(
            text ->
                nanos.put(
                    thread.getFileName().toString(),
                    Long.parseLong(text.substring(0, text.indexOf(' ')))));
      }
      return nanos;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing if the thread has ended since it was listed. */
  private static Optional<String> read(Path ofThread) throws IOException {
    try {
      return Optional.of(Files.readString(ofThread));
    } catch (FileSystemException e) {
      return Optional.empty();
    } catch (IOException e) {
      // The thread ended after its file was opened.
      if ("No such process".equals(e.getMessage())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The memory that it has in RAM, in megabytes; the most that it ever had is {@code VmHWM}. */
  double residentMegabytes(String field) {
    return read("status")
            .lines()
            .filter(line -> line.startsWith(field))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        / 1024.0;
  }

  private String read(String file) {
    try {
      return Files.readString(proc().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path proc() {
    return Path.of("/proc", Long.toString(process.pid()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    api.close();
  }
}
