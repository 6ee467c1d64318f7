package objectledger.ops.backfill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;

/** A file with the position of a backfill, from which the next one continues. */
record Checkpoint(Path file) {

  /** The saved position; the start if there is none. */
  Listing.Position read() {
    try (var in = Files.newInputStream(file)) {
      var json = JsonValue.read(in);
      return new Listing.Position(
          json.get("after_key").text(), json.get("after_version").textOrEmpty());
    } catch (NoSuchFileException e) {
      return Listing.Position.START;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidInputException e) {
      throw new CommandException(
          file + " cannot be read: remove it, or begin anew with RESTART=1", e);
    }
  }

  /** Saves a position, atomically. */
  void write(Listing.Position position) {
    var members = new LinkedHashMap<String, Object>();
    members.put("after_key", position.key());
    members.put("after_version", position.versionId());
    try {
      Files.createDirectories(file.getParent());
      var next = file.resolveSibling(file.getFileName() + ".next");
      Files.write(next, JsonWriter.toLine(members));
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes the position, so that the next backfill begins at the start. */
  void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
