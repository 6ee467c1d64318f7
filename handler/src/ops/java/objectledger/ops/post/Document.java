package objectledger.ops.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;

/**
 * What is to be posted: a text or a file.
 *
 * @param file which may be large; empty for a text
 * @param text of the setting {@code BODY}; empty for a file
 * @param size in bytes
 */
record Document(Optional<Path> file, String text, long size) {
  /** API Gateway takes no larger body. */
  static final long API_LIMIT = 10L * 1024 * 1024;

  /** S3 takes no larger object in one request. */
  static final long PUT_LIMIT = 5L * 1024 * 1024 * 1024;

  /**
   * The document that the settings name.
   *
   * @throws CommandException if they name none, or both, or a file that cannot be posted
   */
  static Document of(String body, String file) throws IOException {
    if (!body.isEmpty() && !file.isEmpty()) {
      throw new CommandException("BODY and FILE are both set: leave one of them out");
    }
    if (body.isEmpty() && file.isEmpty()) {
      throw new CommandException(
          "there is nothing to post: set BODY='{\"order_id\": 1}' or FILE=orders.json");
    }
    if (!body.isEmpty()) {
      return new Document(Optional.empty(), body, body.getBytes(StandardCharsets.UTF_8).length);
    }
    var path = Path.of(file);
    if (!Files.isRegularFile(path)) {
      throw new CommandException("FILE names no file: " + JsonText.quote(file));
    }
    if (!Files.isReadable(path)) {
      throw new CommandException("FILE may not be read: " + JsonText.quote(file));
    }
    return ofFile(path, Files.size(path));
  }

  static Document ofFile(Path path, long size) {
    if (size == 0) {
      throw new CommandException("FILE is empty: " + JsonText.quote(path.toString()));
    }
    if (size > PUT_LIMIT) {
      throw new CommandException(
          "FILE has %s bytes, and S3 takes %s in one request: split it into several files"
              .formatted(size, PUT_LIMIT));
    }
    return new Document(Optional.of(path), "", size);
  }

  /** Whether it has to go around the API. */
  boolean isLarge() {
    return size > API_LIMIT;
  }

  /** The whole document in memory, which is for those that the API takes. */
  byte[] bytes() throws IOException {
    return file.isPresent()
        ? Files.readAllBytes(file.get())
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /** The content type that the name of the file suggests. */
  String contentType() {
    var name = file.map(Path::toString).orElse("");
    if (name.endsWith(".gz")) {
      return "application/gzip";
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson")
        ? "application/x-ndjson"
        : "application/json";
  }
}
