package objectledger.ops.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks at the records of one id at a time, among present and old versions of an hour, in their
 * order. A content that is in an old version only is gone; where another content has the id, the
 * record was altered.
 */
final class SameId {
  private final List<DigestUntil> digests;
  private final long until;
  private final List<RecordRow> firsts = new ArrayList<>();
  private final List<Boolean> present = new ArrayList<>();

  /** A record of which the content is gone. */
  record Gone(RecordRow row, boolean isAltered) {}

  /**
   * A search.
   *
   * @param digests that take every content, as it was written first
   * @param until only what was written up to then is in a statement
   */
  SameId(List<DigestUntil> digests, long until) {
    this.digests = digests;
    this.until = until;
  }

  /** Takes a row, and returns what is gone of the id before it. */
  List<Gone> take(RecordRow row) {
    List<Gone> gone = firsts.isEmpty() || row.hasIdOf(firsts.getFirst()) ? List.of() : end();
    if (!firsts.isEmpty() && row.isSameAs(firsts.getLast())) {
      present.set(present.size() - 1, present.getLast() || row.mark() == 0);
    } else {
      firsts.add(row);
      present.add(row.mark() == 0);
      digests.forEach(digest -> digest.add(row));
    }
    return gone;
  }

  /** What is gone of the last id. */
  List<Gone> end() {
    var gone = new ArrayList<Gone>();
    for (var i = 0; i < firsts.size(); i++) {
      if (!present.get(i) && firsts.get(i).modified() <= until) {
        gone.add(new Gone(firsts.get(i), present.contains(true)));
      }
    }
    firsts.clear();
    present.clear();
    return gone;
  }
}
