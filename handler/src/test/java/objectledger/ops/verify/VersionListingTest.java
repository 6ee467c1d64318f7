package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Stacks;
import objectledger.ops.query.InterruptedCopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that a listing has each version once, however the keys look and the ranges are cut, and
 * that one which was killed goes on.
 */
class VersionListingTest {
  private static final List<String> ODD =
      List.of(
          "a\nb",
          "a\rb",
          "c+d e",
          "%41%",
          "Köln/😀",
          "folder/",
          "\uffff",
          "\ud83d\ude00x",
          "z\u0001");

  private final ShutdownSignal shutdown = new ShutdownSignal();

  @TempDir private Path folder;

  @Test
  void hasVersionsAndDeleteMarkersWithTheCurrentOneOfEachKey() throws Exception {
    var bucket = new FakeSource(2);
    bucket.put("a", "1", false).put("a", "2", true).put("a", "3", false).put("b", "4", true);

    var listed = listing(bucket, Stacks.source("s", "b")).run();

    assertThat(lines())
        .containsExactlyInAnyOrder("a 1 - -", "a 2 - marker", "a 3 latest -", "b 4 latest marker");
    assertThat(listed.startedAt()).isEqualTo(FakeSource.NOW);
    assertThat(listed.endedAt()).isEqualTo(FakeSource.NOW);
    assertThat(listed.scope()).isEqualTo("all");
  }

  @Test
  void hasEachVersionOnceWhateverTheKeysAre() throws Exception {
    for (var seed = 0; seed < 40; seed++) {
      var random = new Random(seed);
      var bucket = new FakeSource(1 + random.nextInt(7));
      var expected = new ArrayList<String>();
      for (var i = 0; i < 60; i++) {
        var key = key(random);
        if (expected.stream().noneMatch(line -> line.startsWith(key + " "))) {
          bucket.put(key, "v", false);
          expected.add(key + " v latest -");
        }
      }
      var listing = listing(bucket, Stacks.source("s", "b"));
      listing.run();
      assertThat(lines()).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expected);
      listing.delete();
      assertThat(folder).isEmptyDirectory();
    }
  }

  private static String key(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> ODD.get(random.nextInt(ODD.size()));
      case 1 -> "deep/er/folder/" + ODD.get(random.nextInt(ODD.size())) + random.nextInt(9);
      case 2 -> "flat" + random.nextInt(500);
      default -> "t=" + random.nextInt(5) + "/" + random.nextInt(9);
    };
  }

  @Test
  void dividesTheKeysAtFoldersAndWhereThereAreNoneAtCharacters() {
    var bucket = new FakeSource(10);
    for (var i = 0; i < 30; i++) {
      bucket.put("data/year=%s/x".formatted(2000 + i % 3), "v" + i, false);
      bucket.put(String.format(Locale.ROOT, "data/year=2002/%02d", i), "v", false);
    }

    var boundaries = new KeySpace(bucket, "1", "b").boundaries("");

    assertThat(boundaries)
        .isSortedAccordingTo(KeyOrder::compare)
        .contains("data/year=2000/", "data/year=2001/", "data/year=2002/")
        .contains("data/year=2002/0", "data/year=2002/1", "data/year=2002/2");
    assertThat(new KeySpace(new FakeSource(10).put("a", "1", false), "1", "b").boundaries(""))
        .isEmpty();
  }

  @Test
  void leavesOutWhatTheFilterLeavesOutAndCountsIt() throws Exception {
    var bucket = new FakeSource(2);
    bucket.put("in/a.csv", "1", false).put("in/b.txt", "2", false).put("in/c.csv", "3", false);
    bucket.put("out/d.csv", "4", false);

    var listed = listing(bucket, Stacks.source("s", "b", "in/", List.of(".csv"))).run();

    assertThat(lines()).containsExactlyInAnyOrder("in/a.csv 1 latest -", "in/c.csv 3 latest -");
    assertThat(listed.leftOut()).isEqualTo(1);
  }

  @Test
  void goesOnWhereItWasKilledAndCutsOffWhatWasWrittenAfterTheLastState() throws Exception {
    var bucket = new FakeSource(3);
    for (var i = 0; i < 200; i++) {
      bucket.put(String.format(Locale.ROOT, "k%03d", i), "v", false);
    }
    bucket.killAtPage = 40;
    var listing = listing(bucket, Stacks.source("s", "b"));
    assertThatThrownBy(listing::run).hasMessageContaining("killed");
    assertThat(listing.begunAt()).contains(FakeSource.NOW);
    try (var files = Files.newDirectoryStream(folder, "range-*.gz")) {
      for (var file : files) {
        Files.writeString(
            file, Files.size(file) > 0 ? "half a page" : "", StandardOpenOption.APPEND);
      }
    }
    bucket.killAtPage = -1;
    var before = bucket.pages.get();

    listing(bucket, Stacks.source("s", "b")).run();

    assertThat(lines()).hasSize(200).doesNotHaveDuplicates();
    assertThat(bucket.pages.get() - before).isLessThan(before);
    before = bucket.pages.get();
    listing(bucket, Stacks.source("s", "b")).run();
    assertThat(bucket.pages).hasValue(before);
  }

  @Test
  void endsWhereAShutdownIsRequested() {
    shutdown.request();
    var bucket = new FakeSource(3).put("a", "1", false);

    assertThatThrownBy(listing(bucket, Stacks.source("s", "b"))::run)
        .isInstanceOf(InterruptedCopyException.class);
  }

  @Test
  void ordersKeysByTheirBytes() {
    assertThat(KeyOrder.compare("\uffff", "\ud83d\ude00")).isNegative();
    assertThat(KeyOrder.compare("a", "ab")).isNegative();
    assertThat(KeyOrder.compare("é", "z")).isPositive();
    assertThat(KeyOrder.compare("é", "é")).isZero();
  }

  private VersionListing listing(FakeSource bucket, Source source) {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new VersionListing(
        new RangeListing(
            bucket,
            "123456789012",
            source,
            source.keyPrefix(),
            folder,
            new S3Clock(() -> Instant.EPOCH),
            shutdown),
        new Progress(out, false, System::nanoTime));
  }

  private List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    try (var files = Files.newDirectoryStream(folder, RangeListing.FILES)) {
      for (var file : files) {
        lines.addAll(lines(file));
      }
    }
    return lines;
  }

  private static List<String> lines(Path file) {
    try {
      var bytes = Files.readAllBytes(file);
      if (bytes.length == 0) {
        return List.of();
      }
      try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> new JsonValue("", JsonReader.read(line)))
            .map(
                json ->
                    json.get("key").text()
                        + " "
                        + json.get("version_id").text()
                        + (json.get("is_latest").isEqualTo(true) ? " latest" : " -")
                        + (json.get("is_delete_marker").isEqualTo(true) ? " marker" : " -"))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
