package objectledger.ops.query;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;
import objectledger.lambda.WorkerPool;

/**
 * Copies the objects below one prefix of the ledger bucket into one local file. Only objects that
 * are new or changed are fetched:
 *
 * <pre>
 *   list the prefix -> same digest as the last time? nothing is to be done
 *   merge:  file.part (of a copy that was killed)  -+
 *           file      (of the last copy)           -+-> file.next -> moved to file
 *           objects that neither has, from S3      -+
 * </pre>
 *
 * <p>All are in the order of the names, so that the memory does not grow with their number.
 */
record PrefixCopy(PrefixListing listing, ObjectLines objects, WorkerPool workers, CopyTally tally) {
  private static final int OBJECTS_AT_ONCE = 256;

  /** An object, and its lines if a local file has them. */
  private record Wanted(CopiedObject object, List<String> lines) {}

  /** Brings the file up to date. */
  void sync(String prefix, Path file) throws IOException {
    sync(prefix, file, name -> true);
  }

  /** Brings the file up to date with the objects that are wanted, by their names. */
  void sync(String prefix, Path file, Predicate<String> isWanted) throws IOException {
    Files.createDirectories(file.getParent());
    var listed = beside(file, ".listing");
    var digestFile = beside(file, ".sha256");
    var digest = listing.write(prefix, listed, isWanted);
    try (var names = PrefixListing.read(listed)) {
      if (Files.exists(file)
          && Files.exists(digestFile)
          && Files.readString(digestFile).equals(digest)) {
        tally.kept(names.lines().count());
        return;
      }
      var before = tally.problems();
      merge(prefix, names, file);
      Files.deleteIfExists(digestFile);
      if (tally.problems() == before) {
        Files.writeString(digestFile, digest);
      }
    } finally {
      Files.deleteIfExists(listed);
    }
  }

  private void merge(String prefix, BufferedReader names, Path file) throws IOException {
    var next = beside(file, ".next");
    var part = beside(file, ".part");
    keepLonger(next, part);
    try (var interrupted = CopyReader.open(part);
        var last = CopyReader.open(file);
        // What was flushed can be read after the process was killed.
        var out = new GZIPOutputStream(Files.newOutputStream(next), 1 << 16, true)) {
      for (var some = wanted(names, interrupted, last);
          !some.isEmpty();
          some = wanted(names, interrupted, last)) {
        InterruptedCopyException.throwIf(listing.shutdown());
        write(prefix, some, out);
        out.flush();
      }
    }
    Files.move(next, file, ATOMIC_MOVE);
    Files.deleteIfExists(part);
  }

  /** Of what two killed copies left, the one that came further is used. */
  private static void keepLonger(Path next, Path part) throws IOException {
    if (Files.exists(next) && (!Files.exists(part) || Files.size(next) > Files.size(part))) {
      Files.move(next, part, ATOMIC_MOVE);
    }
  }

  private static List<Wanted> wanted(BufferedReader names, CopyReader interrupted, CopyReader last)
      throws IOException {
    var some = new ArrayList<Wanted>();
    for (String line; some.size() < OBJECTS_AT_ONCE && (line = names.readLine()) != null; ) {
      var object = CopiedObject.parse(line);
      var lines = interrupted.take(object);
      some.add(new Wanted(object, lines.isEmpty() ? last.take(object) : lines));
    }
    return some;
  }

  private void write(String prefix, List<Wanted> some, OutputStream out) throws IOException {
    var missing = some.stream().filter(wanted -> wanted.lines().isEmpty()).toList();
    var fetched =
        workers.forEach(missing, wanted -> objects.fetch(prefix + wanted.object().name()));
    tally.kept(some.size() - missing.size());
    var number = 0;
    for (var wanted : some) {
      for (var line : wanted.lines()) {
        write(line, out);
      }
      if (wanted.lines().isEmpty()) {
        var content = fetched.get(number++);
        tally.fetched(content);
        var object = wanted.object();
        // What could not be read as a whole is fetched, and said, the next time again.
        var kept =
            content.problems().isEmpty()
                ? object
                : new CopiedObject(object.name(), object.modified(), "");
        for (var line : content.lines()) {
          write(kept.line(line), out);
        }
      }
    }
  }

  private static void write(String line, OutputStream out) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }
}
