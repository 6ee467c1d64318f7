package objectledger.documents;

/** What a row may be at most, so that every engine reads it. */
final class Limits {
  /** Objects and arrays in each other, the row included. */
  static final int DEPTH = 64;

  /** Bytes of a line, which engines read as a whole. */
  static final int ROW = 8 << 20;

  private Limits() {}
}
