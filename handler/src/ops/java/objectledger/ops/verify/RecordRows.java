package objectledger.ops.verify;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Sorts what identifies the records of a day: hour, record id, digest of the line, time. It sorts
 * as many as fit into some megabytes, writes them to a file, and merges the files, so that a day of
 * any size takes the same memory.
 */
final class RecordRows implements AutoCloseable {
  private static final int ROWS_IN_MEMORY = 100_000;

  private final Path folder;
  private final int rowsInMemory;
  private final List<byte[]> rows = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /** Rows whose files are in this folder until it is closed. */
  RecordRows(Path folder) {
    this(folder, ROWS_IN_MEMORY);
  }

  RecordRows(Path folder, int rowsInMemory) {
    this.folder = folder;
    this.rowsInMemory = rowsInMemory;
  }

  void add(RecordRow row) throws IOException {
    rows.add(row.bytes());
    if (rows.size() == rowsInMemory) {
      spill();
    }
  }

  private void spill() throws IOException {
    rows.sort(Arrays::compareUnsigned);
    var file = Files.createTempFile(folder, "rows-", ".tmp");
    files.add(file);
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      for (var row : rows) {
        out.write(row);
      }
    }
    rows.clear();
  }

  /** Gives every row in the order of hour, id, digest and time. */
  void forEach(Consumer<RecordRow> consumer) throws IOException {
    if (!files.isEmpty() && !rows.isEmpty()) {
      spill();
    }
    if (files.isEmpty()) {
      rows.sort(Arrays::compareUnsigned);
      rows.forEach(row -> consumer.accept(RecordRow.of(row)));
      return;
    }
    var runs = new ArrayList<Run>();
    try {
      for (var file : files) {
        runs.add(new Run(new BufferedInputStream(Files.newInputStream(file), 1 << 16)));
      }
      merge(runs, consumer);
    } finally {
      for (var run : runs) {
        run.in.close();
      }
    }
  }

  private static void merge(List<Run> runs, Consumer<RecordRow> consumer) throws IOException {
    var next = new PriorityQueue<Run>((one, two) -> Arrays.compareUnsigned(one.row, two.row));
    for (var run : runs) {
      if (run.advance()) {
        next.add(run);
      }
    }
    while (!next.isEmpty()) {
      var run = next.remove();
      consumer.accept(RecordRow.of(run.row));
      if (run.advance()) {
        next.add(run);
      }
    }
  }

  @Override
  public void close() {
    try {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sorted file, and the row at which its reader is. */
  private static final class Run {
    private final InputStream in;
    private byte[] row;

    Run(InputStream in) {
      this.in = in;
    }

    boolean advance() throws IOException {
      row = in.readNBytes(RecordRow.BYTES);
      return row.length == RecordRow.BYTES;
    }
  }
}
