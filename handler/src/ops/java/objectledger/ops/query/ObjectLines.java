package objectledger.ops.query;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Reads an object of the ledger bucket line by line. What cannot be read is said, and holds nothing
 * up.
 *
 * @param texts the members that each line has to have
 */
record ObjectLines(S3Client s3, String owner, String bucket, List<String> texts) {

  /**
   * What an object has.
   *
   * @param lines that can be read, exactly as they are
   * @param bytes of the object
   * @param problems what cannot be read, and why
   */
  record Content(List<String> lines, long bytes, List<String> problems) {}

  /** Fetches it; one that is gone meanwhile has no lines. */
  Content fetch(String key) {
    try {
      var body =
          s3.getObjectAsBytes(get -> get.bucket(bucket).key(key).expectedBucketOwner(owner))
              .asByteArrayUnsafe();
      return parse(key, body);
    } catch (NoSuchKeyException e) {
      return new Content(List.of(), 0, List.of());
    } catch (S3Exception e) {
      return new Content(List.of(), 0, List.of(problem(key, "", e.getMessage())));
    }
  }

  private Content parse(String key, byte[] body) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      return new Content(List.of(), body.length, List.of(problem(key, "", "it is not UTF-8")));
    }
    var lines = new ArrayList<String>();
    var problems = new ArrayList<String>();
    var number = 0;
    // A line ends at a line feed only, whatever else is in it.
    for (var line : text.split("\n")) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        check(new JsonValue("", JsonReader.read(line)));
        if (line.indexOf('\r') >= 0) {
          throw new InvalidInputException("the line has a carriage return");
        }
        lines.add(line);
      } catch (InvalidInputException e) {
        problems.add(problem(key, ", line " + number, e.getMessage()));
      }
    }
    if (lines.isEmpty() && problems.isEmpty()) {
      problems.add(problem(key, "", "it is empty"));
    }
    return new Content(lines, body.length, problems);
  }

  /** Without these members, or with others of their names, no engine can read the line. */
  private void check(JsonValue record) {
    texts.forEach(name -> record.get(name).text());
    var unused = record.get("size").countOrUnknown();
  }

  private String problem(String key, String where, String why) {
    return JsonText.quote("s3://" + bucket + "/" + key) + where + ": " + JsonText.oneLine(why);
  }
}
