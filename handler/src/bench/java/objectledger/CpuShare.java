package objectledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The share of a CPU that Lambda gives to a memory size, as a control group of the kernel. Only the
 * machine's administrator may make one; where that fails, nothing is measured with it.
 */
final class CpuShare implements AutoCloseable {
  /**
   * At which a function has one CPU.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">memory</a>
   */
  static final double MEGABYTES_PER_CPU = 1_769;

  private static final int PERIOD_MICROS = 20_000;

  private final Path group;

  private CpuShare(Path group) {
    this.group = group;
  }

  /** A group for functions of that memory size; empty where none can be made here. */
  static Optional<CpuShare> of(int megabytes) {
    var quota = Integer.toString((int) (PERIOD_MICROS * megabytes / MEGABYTES_PER_CPU));
    // Version 2 of control groups, and version 1.
    for (var root : List.of(Path.of("/sys/fs/cgroup"), Path.of("/sys/fs/cgroup/cpu"))) {
      var group = root.resolve("object-ledger-bench-" + ProcessHandle.current().pid());
      try {
        Files.createDirectory(group);
        if (Files.exists(group.resolve("cpu.max"))) {
          Files.writeString(group.resolve("cpu.max"), quota + " " + PERIOD_MICROS);
          return Optional.of(new CpuShare(group));
        }
        if (Files.exists(group.resolve("cpu.cfs_quota_us"))) {
          Files.writeString(group.resolve("cpu.cfs_period_us"), Integer.toString(PERIOD_MICROS));
          Files.writeString(group.resolve("cpu.cfs_quota_us"), quota);
          return Optional.of(new CpuShare(group));
        }
        Files.delete(group);
      } catch (IOException e) {
        // Not ours to make here.
      }
    }
    return Optional.empty();
  }

  /** Puts a process into it, with all its threads. */
  void take(long pid) {
    try {
      Files.writeString(group.resolve("cgroup.procs"), Long.toString(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      Files.delete(group);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
