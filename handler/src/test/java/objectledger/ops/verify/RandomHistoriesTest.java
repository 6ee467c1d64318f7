package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.Source;
import objectledger.ops.query.BucketModel;
import objectledger.ops.query.JournalLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves on random histories, of which some events never came, that a comparison of the keys that
 * may differ, in parts, finds the same as one of everything at once.
 */
class RandomHistoriesTest {
  private static final int HISTORIES = Integer.getInteger("gaps.histories", 600);
  private static final Instant CUT = Instant.parse("2026-01-31T23:59:50Z");
  private static final List<String> ALL =
      List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*");

  private final List<ListedVersion> listing = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void ofAllVersions() throws IOException {
    make(1);

    findsTheSame("", Instant.MAX, "all");
    findsTheSame("", CUT, "all");
    findsTheSame("h1", CUT, "all");
  }

  @Test
  void ofCurrentVersions() throws IOException {
    make(2);
    listing.removeIf(version -> !version.isLatest() || version.isDeleteMarker());
    list();

    findsTheSame("", Instant.MAX, "current");
    findsTheSame("h1", CUT, "current");
  }

  /** The histories, of which each tenth lacks an event, and each tenth of the others an object. */
  private void make(int seed) throws IOException {
    var random = new SplittableRandom(seed);
    var lines = new ArrayList<String>();
    for (var i = 0; i < HISTORIES; i++) {
      var history = new BucketModel("h" + i, seed * 1_000_000L + i);
      var told = new ArrayList<>(history.records());
      if (random.nextInt(10) == 0 && !told.isEmpty()) {
        var lost = told.get(random.nextInt(told.size()));
        told.removeIf(lost::equals);
      }
      lines.addAll(told);
      if (random.nextInt(10) > 0) {
        history.at(Instant.MAX).forEach(this::add);
      }
    }
    JournalLines.write(folder.resolve("journal"), lines);
    list();
  }

  private void add(String key, List<BucketModel.Stored> versions) {
    for (var version : versions) {
      var isMarker = version.isMarker();
      listing.add(
          new ListedVersion(
              key,
              version.version(),
              version.equals(versions.getLast()),
              isMarker,
              isMarker ? null : (long) version.eTag().length(),
              Instant.parse(version.modified()),
              isMarker ? "" : version.eTag(),
              "STANDARD"));
    }
  }

  private void list() throws IOException {
    var file = folder.resolve("listing/range-0000.ndjson.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (var version : listing) {
        gzip.write(version.line());
      }
    }
  }

  private void findsTheSame(String prefix, Instant cut, String scope) throws IOException {
    var atOnce = found(prefix, cut, scope, ComparedParts.USUAL_BYTES);
    assertThat(atOnce.keySet()).anyMatch(gap -> gap.contains("MISSING"));
    assertThat(found(prefix, cut, scope, 40_000)).isEqualTo(atOnce);
  }

  /** The gaps, and how many are left out for what reason. */
  private Map<String, Long> found(String prefix, Instant cut, String scope, long partBytes)
      throws IOException {
    var found = new TreeMap<String, Long>();
    var source = new Source("s", JournalLines.BUCKET, ALL, "", List.of(), "direct");
    try (var comparison =
            new Comparison(
                folder.resolve("duckdb"),
                new Judged(source, prefix),
                ListingView.of(JournalLines.BUCKET, folder.resolve("listing")),
                listing.size(),
                cut.equals(Instant.MAX) ? Instant.parse("9999-12-31T00:00:00Z") : cut,
                scope,
                partBytes);
        var gaps = new Gaps(folder.resolve("gaps"))) {
      comparison.readJournal(folder.resolve("journal"), folder.resolve("empty"));
      comparison.compareJournal(gaps);
      gaps.forEach(gap -> found.merge(gap.toString(), 1L, Long::sum));
      found.putAll(gaps.leftOut());
    }
    return found;
  }
}
