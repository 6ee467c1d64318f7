package objectledger.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.lambda.Deadline;

/**
 * The changes of one label in a batch. Only the newest of each key is written; if the database
 * refuses it, the one before it is, as if each had come in a batch of its own.
 */
final class LabelBatch {
  /** The same order in all writers: rows that two of them lock in turn would end in a deadlock. */
  private static final Comparator<List<Candidate>> BY_KEY =
      Comparator.comparing(ofKey -> ofKey.getLast().row().key(), LabelBatch::compareKeys);

  /** Equal ones stay in the order of the batch, so that the later is the newer. */
  private static final Comparator<Candidate> BY_SEQ =
      Comparator.comparing(candidate -> candidate.row().seq());

  private final Declaration declaration;
  private final ChangeReader reader;
  private final RowMaker maker;
  private final Map<List<String>, List<Candidate>> ofKeys = new HashMap<>();
  private Received first;
  private int records;
  private int expired;

  /** A change that may be written. */
  private record Candidate(Row row, Received received) {}

  LabelBatch(Declaration declaration) {
    this.declaration = declaration;
    this.reader = new ChangeReader(declaration);
    this.maker = new RowMaker(declaration.target());
  }

  Declaration declaration() {
    return declaration;
  }

  /** The first record that is not refused by itself; null if there is none. */
  Received first() {
    return first;
  }

  /** How many records are not refused by themselves. */
  int records() {
    return records;
  }

  /** How many keys they are of. */
  int keys() {
    return ofKeys.size();
  }

  /** How many of the deletions are DynamoDB's own. */
  int expired() {
    return expired;
  }

  /**
   * Adds a record.
   *
   * @throws RefusalException if it is refused
   */
  void add(StreamRecord read, Received received) {
    var change = reader.read(read);
    var row = maker.row(change);
    records++;
    expired += change.isExpired() ? 1 : 0;
    first = first == null ? received : first;
    ofKeys.computeIfAbsent(row.key(), key -> new ArrayList<>(1)).add(new Candidate(row, received));
  }

  /**
   * Writes the changes.
   *
   * @return those that the database refuses
   * @throws RuntimeException if not all others are known to be written
   */
  List<Refusal> write(Sink sink, Deadline deadline) {
    var refused = new ArrayList<Refusal>();
    ofKeys.values().forEach(ofKey -> ofKey.sort(BY_SEQ));
    var next = ofKeys.values().stream().sorted(BY_KEY).toList();
    while (!next.isEmpty()) {
      var again = new ArrayList<List<Candidate>>();
      var rows = next.stream().map(ofKey -> ofKey.getLast().row()).toList();
      for (var one : sink.write(rows, deadline)) {
        var ofKey = next.get(one.index());
        refused.add(new Refusal(ofKey.removeLast().received(), one.reasonCode(), one.reason()));
        if (!ofKey.isEmpty()) {
          again.add(ofKey);
        }
      }
      next = again;
    }
    return refused;
  }

  private static int compareKeys(List<String> one, List<String> other) {
    for (var i = 0; i < one.size(); i++) {
      var order = compareCodePoints(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The order of their bytes in UTF-8. */
  private static int compareCodePoints(String one, String other) {
    var end = Math.min(one.length(), other.length());
    for (var i = 0; i < end; i++) {
      var a = one.charAt(i);
      var b = other.charAt(i);
      if (a != b) {
        // Surrogates are above all other characters, though not as numbers.
        return Character.isSurrogate(a) == Character.isSurrogate(b)
            ? Character.compare(a, b)
            : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
      }
    }
    return Integer.compare(one.length(), other.length());
  }
}
