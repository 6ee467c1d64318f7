package objectledger.ops.query;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import objectledger.ops.CommandException;

/**
 * Keeps other commands from what one writes. The system releases it when the process ends, however
 * that ends; its file stays.
 */
public final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a lock.
   *
   * @param file of the lock, which is made
   * @param what another command is doing if it has the lock
   * @throws CommandException if another command has it
   */
  public static FolderLock take(Path file, String what) throws IOException {
    return tryTake(file)
        .orElseThrow(
            () ->
                new CommandException(
                    "another command is "
                        + what
                        + ": wait until it has ended, and type the same again"));
  }

  /** Takes a lock, unless another command has it. */
  static Optional<FolderLock> tryTake(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var channel = FileChannel.open(file, CREATE, WRITE);
    try {
      if (channel.tryLock() != null) {
        return Optional.of(new FolderLock(channel));
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    }
    channel.close();
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
