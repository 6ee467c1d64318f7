package objectledger.ops.verify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;

/**
 * Reads a statement. It is read as a stream, because the first one of an old ledger has more hours
 * than {@link objectledger.json.JsonReader} takes.
 */
final class StatementReader {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private static final Pattern HOUR =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T(?:[01][0-9]|2[0-3])");

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<String, Map<String, Long>> counts = new HashMap<>();
  private final SortedMap<String, HourDigest> hours = new TreeMap<>();
  private Optional<Statement.Link> previous = Optional.empty();

  private StatementReader() {}

  /**
   * Reads one.
   *
   * @throws InvalidInputException if it is not a statement
   */
  static Statement read(InputStream in) throws IOException {
    try (var json = FACTORY.createParser(in)) {
      var reader = new StatementReader();
      reader.readMembers(json);
      return reader.statement();
    } catch (JsonProcessingException e) {
      throw new InvalidInputException(
          "it is not JSON: " + JsonText.oneLine(e.getOriginalMessage()));
    } catch (ArithmeticException | DateTimeException e) {
      throw new InvalidInputException(
          "it has a number or time that is none: " + JsonText.oneLine(e.getMessage()));
    }
  }

  private void readMembers(JsonParser json) throws IOException {
    StatementJson.require(json.nextToken() == JsonToken.START_OBJECT, "it is not a JSON object");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      StatementJson.require(json.currentToken() == JsonToken.FIELD_NAME, "it is cut short");
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "source", "time", "records_until" -> texts.put(name, StatementJson.text(json, name));
        case "schema_version", "number", "late_days" ->
            numbers.put(name, StatementJson.number(json, name));
        case "gaps", "findings" -> counts.put(name, StatementJson.counts(json, name));
        case "previous" -> previous = StatementJson.link(json);
        case "hours" -> readHours(json);
        default -> json.skipChildren();
      }
    }
    StatementJson.require(json.nextToken() == null, "it goes on after its end");
  }

  private Statement statement() {
    StatementJson.require(
        numbers.getOrDefault("schema_version", 0L) == Statement.SCHEMA_VERSION,
        "its schema_version is not " + Statement.SCHEMA_VERSION);
    return new Statement(
        Math.toIntExact(StatementJson.required(numbers, "number")),
        StatementJson.required(texts, "source"),
        Instant.parse(StatementJson.required(texts, "time")),
        Instant.parse(StatementJson.required(texts, "records_until")),
        Math.toIntExact(StatementJson.required(numbers, "late_days")),
        StatementJson.required(counts, "gaps"),
        StatementJson.required(counts, "findings"),
        previous,
        hours);
  }

  private void readHours(JsonParser json) throws IOException {
    StatementJson.require(json.currentToken() == JsonToken.START_OBJECT, "its hours are no object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var hour = json.currentName();
      StatementJson.require(HOUR.matcher(hour).matches(), JsonText.quote(hour) + " is no hour");
      json.nextToken();
      var digest = StatementJson.members(json, hour);
      StatementJson.require(
          digest.get("records") instanceof Long, "the hour " + hour + " has no records");
      var records = (long) digest.get("records");
      hours.put(hour, new HourDigest(records, StatementJson.sha256(digest.get("sha256"), hour)));
    }
  }
}
