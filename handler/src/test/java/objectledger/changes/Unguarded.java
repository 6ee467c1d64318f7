package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;

/** The function's parts put together without one of its safeguards. */
final class Unguarded {
  private static final List<Declarations> DECLARED = List.of(declared(0), declared(1));

  private final Safeguard missing;
  private final int epoch;
  private final Sink sink;

  /**
   * @param missing safeguard; null for none
   */
  Unguarded(Safeguard missing, int epoch, Sink sink) {
    this.missing = missing;
    this.epoch = epoch;
    this.sink = sink;
  }

  private static Declarations declared(int epoch) {
    var keys = "{\"name\":\"id\",\"path\":\"$.id\",\"type\":\"text\"}";
    return Declarations.read(
        ChangesFixture.declarations(epoch, keys, ChangesFixture.JSON_COLUMN).getBytes(UTF_8));
  }

  /** Whether the changes of a request are written. */
  boolean isWritten(String request, Deadline deadline) {
    var rows = new ArrayList<Row>();
    try {
      Payload.read(new ByteArrayInputStream(request.getBytes(UTF_8)), read -> rows.add(row(read)));
      sink.write(missing == Safeguard.NEWEST_OF_A_KEY ? rows : newest(rows), deadline);
      return true;
    } catch (FailureException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Row row(StreamRecord read) {
    var declaration = DECLARED.get(epoch).ofStream(read.arn()).orElseThrow();
    var change = new ChangeReader(declaration).read(read);
    var row = new RowMaker(declaration.target()).row(change);
    if (missing != Safeguard.CANONICAL_KEYS) {
      return row;
    }
    var asWritten = ((Value.Digits) ((Value.Members) change.keys()).members().get("id")).text();
    return new Row(List.of(asWritten), row.seq(), row.deleted(), row.values());
  }

  private static List<Row> newest(List<Row> rows) {
    var newest = new LinkedHashMap<List<String>, Row>();
    for (var row : rows) {
      newest.merge(row.key(), row, (a, b) -> b.seq().compareTo(a.seq()) >= 0 ? b : a);
    }
    return List.copyOf(newest.values());
  }
}
