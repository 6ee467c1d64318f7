package objectledger.ops.failures;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;

/**
 * The members of an object of the changes bucket, of which the megabytes of records are not read.
 */
final class MembersBeforeRecords {
  /** The members with the records. Lambda writes the batch as the last one, and as a text. */
  private static final Set<String> RECORDS = Set.of("payload", "record");

  /** With one of these, the records are last, and what follows need not be fetched. */
  private static final Set<String> KNOWN =
      Set.of("DDBStreamBatchInfo", "KinesisBatchInfo", "reason_code");

  /** The first two levels say all; an object that is made to be deep is none of ours. */
  private static final int MAX_DEPTH = 8;

  private MembersBeforeRecords() {}

  /**
   * Reads them: numbers as texts, and of a member with records only whether it is there.
   *
   * @throws InvalidInputException if it is no JSON object
   */
  static Map<String, Object> read(InputStream object) throws IOException {
    try (var json = JsonSlice.FACTORY.createParser(object)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidInputException("it is no JSON object");
      }
      return members(json, 1);
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "it is not JSON: " + JsonText.oneLine(e.getOriginalMessage()));
    }
  }

  private static Map<String, Object> members(JsonParser json, int depth) throws IOException {
    var members = new LinkedHashMap<String, Object>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      if (depth == 1 && RECORDS.contains(name)) {
        members.put(name, token != JsonToken.VALUE_NULL);
        if (members.keySet().stream().anyMatch(KNOWN::contains)) {
          break;
        }
        json.skipChildren();
      } else if (token == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
        members.put(name, members(json, depth + 1));
      } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        members.put(name, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return members;
  }
}
