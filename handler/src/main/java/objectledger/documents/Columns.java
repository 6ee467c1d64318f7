package objectledger.documents;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The columns of a document by the names of its members. It keeps a bounded number of them, so that
 * memory does not grow with a document whose rows have names of their own. The others are made anew
 * each time, and what an object has used of them is kept until the object ends.
 */
final class Columns {
  private static final int KEPT = 4_096;

  /** A longer name is seldom one of many. */
  private static final int MAX_KEPT_LENGTH = 200;

  private final Map<String, Column> byMember = new HashMap<>();
  private final Map<String, Column> byName = new HashMap<>();
  private final long[] openObjects = new long[Limits.DEPTH + 2];

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final Map<String, String>[] others = new Map[Limits.DEPTH + 2];

  private final Consumer<String> check;
  private long objects;

  /**
   * @param check of a name that is read for the first time
   */
  Columns(Consumer<String> check) {
    this.check = check;
  }

  /** Begins an object at a depth. */
  void begin(int depth) {
    openObjects[depth] = ++objects;
    others[depth] = null;
  }

  /** The column of a member. */
  Column of(String member) {
    var known = byMember.get(member);
    if (known != null) {
      return known;
    }
    check.accept(member);
    var name = ColumnName.of(member);
    var column = byName.get(name);
    if (byMember.size() < KEPT && member.length() <= MAX_KEPT_LENGTH) {
      if (column == null) {
        column = new Column(name, true);
        byName.put(name, column);
      }
      byMember.put(member, column);
    }
    return column == null ? new Column(name, false) : column;
  }

  /**
   * Uses a column in the object that is open at a depth.
   *
   * @return the member that has used it in the same object; null if none has
   */
  String use(Column column, int depth, String member) {
    return column.isKept()
        ? column.use(depth, openObjects[depth], member)
        : useOther(column.name(), depth, member);
  }

  /** The same for a name that is not kept, such as the key of a map. */
  String useOther(String name, int depth, String member) {
    if (others[depth] == null) {
      others[depth] = new HashMap<>();
    }
    return others[depth].putIfAbsent(name, member);
  }
}
