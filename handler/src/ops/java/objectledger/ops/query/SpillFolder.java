package objectledger.ops.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * A folder for what does not fit into the memory of one process: the first of {@code spill-0},
 * {@code spill-1}… that no other process has. What a killed process left there is removed.
 */
final class SpillFolder implements AutoCloseable {
  private final Path path;
  private final FolderLock lock;

  private SpillFolder(Path path, FolderLock lock) {
    this.path = path;
    this.lock = lock;
  }

  static SpillFolder open(Path parent) throws IOException {
    for (var number = 0; ; number++) {
      var lock = FolderLock.tryTake(parent.resolve("spill-" + number + ".lock"));
      if (lock.isPresent()) {
        var folder = new SpillFolder(parent.resolve("spill-" + number), lock.get());
        folder.remove();
        Files.createDirectories(folder.path);
        return folder;
      }
    }
  }

  Path path() {
    return path;
  }

  private void remove() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (var files = Files.walk(path)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public void close() {
    try (lock) {
      remove();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
