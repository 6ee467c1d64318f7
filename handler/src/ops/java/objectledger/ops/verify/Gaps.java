package objectledger.ops.verify;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The gaps of a source, in a file: where nothing was recorded they are as many as the objects. And
 * how much was left out, by the reason.
 */
final class Gaps implements AutoCloseable {
  private final Path file;
  private final BufferedWriter out;
  private final Map<Gap.Kind, Long> counts = new EnumMap<>(Gap.Kind.class);
  private final SortedMap<String, Long> leftOut = new TreeMap<>();
  private boolean hasUnconfirmed;

  /** New gaps, in place of those that the file has. */
  Gaps(Path file) throws IOException {
    this.file = file;
    this.out = Files.newBufferedWriter(file);
  }

  void add(Gap gap) {
    try {
      out.write(new String(gap.line(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    counts.merge(gap.kind(), 1L, Long::sum);
  }

  /** Counts what is no gap, because it is not compared. */
  void leaveOut(String reason, long count) {
    if (count > 0) {
      leftOut.merge(reason, count, Long::sum);
    }
  }

  /** Notes that an event under way could explain one of the gaps. */
  void unconfirmed() {
    hasUnconfirmed = true;
  }

  boolean hasUnconfirmed() {
    return hasUnconfirmed;
  }

  long count(Gap.Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The counts by the names of the kinds; each has one. */
  SortedMap<String, Long> byLabel() {
    var byLabel = new TreeMap<String, Long>();
    for (var kind : Gap.Kind.values()) {
      byLabel.put(kind.label(), count(kind));
    }
    return byLabel;
  }

  /** What is no gap, because it is not compared, by the reason. */
  SortedMap<String, Long> leftOut() {
    return leftOut;
  }

  /** Reads the gaps, one after the other, in the order of their kinds and keys. */
  void forEach(Consumer<Gap> consumer) throws IOException {
    out.flush();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String line; (line = in.readLine()) != null; ) {
        consumer.accept(Gap.parse(line));
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
