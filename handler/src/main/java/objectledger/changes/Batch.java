package objectledger.changes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of one request, by their labels. */
final class Batch {
  private final Declarations declarations;
  private final Map<String, LabelBatch> labels = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private Received first;
  private int records;

  /**
   * @param declarations null if they could not be read: the records are counted alone
   */
  Batch(Declarations declarations) {
    this.declarations = declarations;
  }

  /** Adds a record, or refuses it. */
  void add(StreamRecord read) {
    var declared =
        declarations == null ? Optional.<Declaration>empty() : declarations.ofStream(read.arn());
    var received =
        new Received(
            records,
            declared.map(Declaration::label).orElse(""),
            read.arn(),
            read.id(),
            read.number(),
            read.whole());
    records++;
    first = first == null ? received : first;
    if (declarations != null) {
      add(read, received, declared);
    }
  }

  private void add(StreamRecord read, Received received, Optional<Declaration> declared) {
    try {
      labels
          .computeIfAbsent(
              received.label(), label -> new LabelBatch(declared.orElseThrow(Batch::unknown)))
          .add(read, received);
    } catch (RefusalException e) {
      refusals.add(Refusal.of(received, e));
    }
  }

  private static RefusalException unknown() {
    return new RefusalException(
        ReasonCode.UNKNOWN_STREAM,
        "no label is declared for the stream: declare one in changes, and redrive the record");
  }

  Collection<LabelBatch> labels() {
    return labels.values();
  }

  /** The records that are refused by themselves. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** The first record; null if there is none. */
  Received first() {
    return first;
  }

  int records() {
    return records;
  }
}
