package objectledger.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a measurement of a tool or a stage prints: a line for each figure, which {@code ToolFigures}
 * reads. Each measurement of a tool is a process of its own, so that the peak of its memory is that
 * of one tool. The statements share a process, and so do the kinds of documents. The measurements
 * of changes share one, too, except for the lag and the first connections.
 */
public final class ScaleFigures {
  /** How the line of a figure begins. */
  public static final String LINE = "figure ";

  private static final double KB_A_MB = 1_024;

  private ScaleFigures() {}

  /** Prints a figure, as {@code figure verify.1000000.seconds 7.500}. */
  public static void print(String name, double value) {
    System.out.printf(Locale.ROOT, "%s%s %.3f%n", LINE, name, value);
  }

  public static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) / 1e9;
  }

  /** The CPU time of this process so far, which other work of the machine changes least. */
  public static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  /** The most memory that this process had in RAM so far (VmHWM), in MB. */
  public static double peakMegabytes() {
    return ofProcess("status", "VmHWM:") / KB_A_MB;
  }

  /** The bytes that this process has read so far, from the disk or the kernel's cache. */
  public static long bytesRead() {
    return ofProcess("io", "rchar:");
  }

  private static long ofProcess(String file, String name) {
    try {
      return Files.readAllLines(Path.of("/proc/self", file)).stream()
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the measurement where a tool did something else than it should. */
  public static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalStateException(otherwise);
    }
  }
}
