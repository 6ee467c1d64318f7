package objectledger.changes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk that is full of other things, with the table of a test on it. Only root can make it. */
final class SmallDisk {
  private static final String SIZE = "1m";

  private Path folder;

  boolean fill(FaultyDatabase database) throws Exception {
    if (!System.getProperty("user.name").equals("root")) {
      return false;
    }
    var made = Files.createTempDirectory("object-ledger-small-disk");
    if (!ChangeFaults.run("mount", "-t", "tmpfs", "-o", "size=" + SIZE, "tmpfs", made.toString())) {
      Files.delete(made);
      return false;
    }
    folder = made;
    var space = Files.createDirectory(folder.resolve("space"));
    ChangeFaults.run("chmod", "711", folder.toString());
    ChangeFaults.run("chown", "--reference=" + database.server.data(), space.toString());
    var table = database.table.target().table();
    database.server.run(
        "CREATE TABLESPACE small LOCATION '" + space + "'",
        "ALTER TABLE " + table + " SET TABLESPACE small",
        // No room is left in the table itself.
        "VACUUM FULL " + table);
    try (var filler = Files.newOutputStream(folder.resolve("filler"))) {
      filler.write(new byte[2 << 20]);
    } catch (IOException e) {
      // It is full.
    }
    return true;
  }

  /** Somebody makes room: the table gets another disk. */
  boolean free(FaultyDatabase database) throws Exception {
    if (folder == null) {
      return false;
    }
    Files.delete(folder.resolve("filler"));
    database.server.run(
        "ALTER TABLE " + database.table.target().table() + " SET TABLESPACE pg_default",
        "DROP TABLESPACE small");
    ChangeFaults.run("umount", folder.toString());
    Files.delete(folder);
    return true;
  }
}
