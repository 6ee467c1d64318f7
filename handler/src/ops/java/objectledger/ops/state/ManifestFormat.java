package objectledger.ops.state;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import objectledger.ops.ManifestText;

/**
 * The CSV manifest of a job of S3 Batch Operations: the current objects, their keys URL-encoded. It
 * has a column for the version only if the bucket has versions, because S3 wants one of every
 * object or of none. That is known at the end, so the rows are kept in a file until then.
 */
final class ManifestFormat implements RowFormat {
  private final PrintStream out;
  private final String bucket;
  private final Path kept;
  private final Writer writer;
  private List<String> names = List.of();
  private boolean hasVersions;

  ManifestFormat(PrintStream out, String bucket) {
    this.out = out;
    this.bucket = bucket;
    try {
      this.kept = Files.createTempFile("object-ledger-manifest", ".csv");
      this.writer = Files.newBufferedWriter(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void columns(List<String> names) {
    this.names = names;
  }

  @Override
  public void row(List<String> values) {
    if (!"true".equals(value(values, "is_latest"))) {
      return;
    }
    var version = value(values, "version_id");
    hasVersions |= !version.equals("null");
    try {
      writer.write(ManifestText.line(bucket, value(values, "key"), version));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String value(List<String> values, String column) {
    return values.get(names.indexOf(column));
  }

  @Override
  public void end() {
    try {
      writer.close();
      try (var lines = Files.lines(kept)) {
        lines
            .map(line -> hasVersions ? line : line.substring(0, line.lastIndexOf(',')))
            .forEach(line -> out.print(line + "\n"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
      Files.deleteIfExists(kept);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
