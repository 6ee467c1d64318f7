package objectledger.ops.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.query.InterruptedCopyException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * Lists the versions of a range of keys into a file. Each page is added as a gzip member of its
 * own, and the state is saved after it: what a killed process wrote beyond it is cut off.
 *
 * @param owner the account that the bucket belongs to
 */
record RangeListing(
    S3Client s3,
    String owner,
    Source source,
    String prefix,
    Path folder,
    S3Clock clock,
    ShutdownSignal shutdown) {

  static final String FILES = "range-*.ndjson.gz";

  private Path stateFile(ListingPlan.Range range) {
    return folder.resolve(String.format(Locale.ROOT, "range-%04d.json", range.number()));
  }

  /** How far the range is listed. */
  RangeState state(ListingPlan.Range range) {
    try {
      return RangeState.read(stateFile(range), range.after());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lists the range from where it is on.
   *
   * @param onPage is told the state after each page
   * @throws InterruptedCopyException if a shutdown was requested
   */
  RangeState run(ListingPlan.Range range, Consumer<RangeState> onPage) {
    var state = state(range);
    var file = folder.resolve(String.format(Locale.ROOT, "range-%04d.ndjson.gz", range.number()));
    try (var out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(state.bytes()).position(state.bytes());
      while (!state.isDone()) {
        InterruptedCopyException.throwIf(shutdown);
        state = add(range, page(state), state, out);
        state.write(stateFile(range));
        onPage.accept(state);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state;
  }

  /** S3 is asked to encode the keys, because XML has no control characters; the SDK decodes. */
  private ListObjectVersionsResponse page(RangeState state) {
    return s3.listObjectVersions(
        list ->
            list.bucket(source.bucket())
                .expectedBucketOwner(owner)
                .prefix(prefix)
                .encodingType(EncodingType.URL)
                .keyMarker(state.key().isEmpty() ? null : state.key())
                .versionIdMarker(state.versionId().isEmpty() ? null : state.versionId()));
  }

  private RangeState add(
      ListingPlan.Range range, ListObjectVersionsResponse page, RangeState before, FileChannel out)
      throws IOException {
    var versions =
        Stream.concat(
                page.versions().stream().map(ListedVersion::of),
                page.deleteMarkers().stream().map(ListedVersion::of))
            .filter(version -> !range.endsBefore(version.key()))
            .toList();
    var wanted = versions.stream().filter(version -> source.hasSuffix(version.key())).toList();
    var bytes = new ByteArrayOutputStream();
    // Also a page without a wanted version: DuckDB reads no empty file as gzip.
    try (var gzip = new GZIPOutputStream(bytes)) {
      for (var version : wanted) {
        gzip.write(version.line());
      }
    }
    for (var buffer = ByteBuffer.wrap(bytes.toByteArray()); buffer.hasRemaining(); ) {
      out.write(buffer);
    }
    var isLast = !page.isTruncated() || range.endsBefore(page.nextKeyMarker());
    return new RangeState(
        page.isTruncated() ? page.nextKeyMarker() : before.key(),
        page.isTruncated() && page.nextVersionIdMarker() != null ? page.nextVersionIdMarker() : "",
        before.bytes() + bytes.size(),
        before.versions() + wanted.size(),
        before.leftOut() + versions.size() - wanted.size(),
        isLast,
        clock.of(page));
  }
}
