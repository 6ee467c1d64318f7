package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;
import objectledger.ops.ObjectLockSetting;

/** A ledger of a source, whose clock and day a test sets, and which is verified again and again. */
final class StatedLedger {
  private final VersionedLedger s3 = new VersionedLedger();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Path folder;
  private final ObjectLockSetting lock;
  private String date = "2026-11-01";
  private long unreadable;

  StatedLedger(Path folder) {
    this(folder, ObjectLockSetting.NONE);
  }

  StatedLedger(Path folder, ObjectLockSetting lock) {
    this.folder = folder;
    this.lock = lock;
  }

  VersionedLedger s3() {
    return s3;
  }

  /** Sets the clock. */
  StatedLedger at(String time) {
    s3.setClock(Instant.parse(time));
    return this;
  }

  /** Sets the day of the records that follow. */
  StatedLedger on(String day) {
    date = day;
    return this;
  }

  /** Writes one object with these records, which is named after the first one. */
  StatedLedger record(String hour, String... names) {
    return overwrite(hour, names[0], names);
  }

  /** Writes an object again, with the records of these names. */
  StatedLedger overwrite(String hour, String object, String... names) {
    var lines = Stream.of(names).map(StatedLedger::line).collect(Collectors.joining("\n"));
    s3.write(key(date, hour, object), (lines + "\n").getBytes(UTF_8));
    return this;
  }

  StatedLedger recordLine(String hour, String line) {
    s3.write(key(date, hour, sha256(line.getBytes(UTF_8))), (line + "\n").getBytes(UTF_8));
    return this;
  }

  /** Lets the copy of the journal lack so many objects. */
  StatedLedger unreadable(long objects) {
    unreadable = objects;
    return this;
  }

  /** Copies the journal and checks it, 15 minutes after which an hour is closed. */
  StatementFindings verify(String time) {
    at(time);
    s3.copyTo(folder, "source");
    return check(time);
  }

  /** Checks the copy that there is. */
  StatementFindings check(String time) {
    var store = new StatementStore(s3, "ledger", VersionedLedger.OWNER, "source");
    var policy = new LatePolicy(Duration.ofMinutes(15), 30);
    var out = new PrintStream(printed, true, UTF_8);
    try {
      return new Statements(store, lock, folder, policy, out)
          .run(Map.of("missing", 2L), unreadable, Instant.parse(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String printed() {
    return printed.toString(UTF_8);
  }

  JsonValue statement(int number) {
    return new JsonValue("", JsonReader.read(s3.text(key(number))));
  }

  static String key(int number) {
    return String.format(Locale.ROOT, "statements/source=source/%08d.json", number);
  }

  /** The key of an object of the first of November. */
  static String object(String hour, String name) {
    return key("2026-11-01", hour, name);
  }

  private static String key(String date, String hour, String name) {
    return "journal/source=source/date=%s/hour=%s/%s.json".formatted(date, hour, name);
  }

  /** A changed record keeps its id. */
  static String id(String name) {
    return sha256(name.replace(" changed", "").getBytes(UTF_8));
  }

  static String line(String name) {
    return line(name, "ObjectCreated:Put", "AWS:someone");
  }

  static String line(String name, String event, String requester) {
    var members = new LinkedHashMap<String, Object>();
    members.put("schema_version", 1);
    members.put("record_id", id(name));
    members.put("event_name", event);
    members.put("key", name);
    if (!requester.isEmpty()) {
      members.put("requester", requester);
    }
    return new String(JsonWriter.toLine(members), UTF_8).strip();
  }

  static String sha256(byte[] content) {
    return Sha256.hex(content);
  }
}
