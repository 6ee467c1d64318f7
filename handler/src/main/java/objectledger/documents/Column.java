package objectledger.documents;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Arrays;

/**
 * The column of members of a name. It remembers in which objects it was used, one for each depth:
 * at each depth only one object is open, so the number of the last one is enough.
 */
final class Column {
  private final String name;
  private final SerializedString written;
  private final boolean isKept;
  private final boolean isReserved;
  private long[] usedIn = new long[4];
  private String[] usedBy = new String[4];

  /**
   * @param isKept whether it is the one of its name, and so remembers its use
   */
  Column(String name, boolean isKept) {
    this.name = name;
    this.isKept = isKept;
    this.isReserved = ColumnName.RESERVED.contains(name);
    this.written = new SerializedString(name);
  }

  String name() {
    return name;
  }

  boolean isKept() {
    return isKept;
  }

  /** Whether no row may have it at its top. */
  boolean isReserved() {
    return isReserved;
  }

  SerializedString written() {
    return written;
  }

  /**
   * Uses the column in an object.
   *
   * @param object number of the object
   * @param member for which it is used
   * @return the member that has used it in the same object; null if none has
   */
  String use(int depth, long object, String member) {
    if (depth >= usedIn.length) {
      usedIn = Arrays.copyOf(usedIn, 2 * depth);
      usedBy = Arrays.copyOf(usedBy, 2 * depth);
    }
    if (usedIn[depth] == object) {
      return usedBy[depth];
    }
    usedIn[depth] = object;
    usedBy[depth] = member;
    return null;
  }
}
