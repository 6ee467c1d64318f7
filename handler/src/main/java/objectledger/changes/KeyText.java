package objectledger.changes;

/**
 * The text of a value in a key column. Equal values have equal texts, so that the changes of one
 * row meet in a batch whatever way their key is written.
 */
final class KeyText {
  /** PostgreSQL's index holds 2,704 bytes a row, with some of its own. */
  private static final int MAX_POSTGRESQL = 2_600;

  /** CrateDB holds 32,766 bytes. */
  private static final int MAX_CRATEDB = 32_000;

  private KeyText() {}

  /**
   * The text of a value.
   *
   * @param value null if it is absent
   * @throws RefusalException if it cannot be a key
   */
  static String of(Value value, ColumnType type) {
    try {
      return switch (value) {
        case null -> throw new RefusalException(ReasonCode.KEY_MISSING, "there is none");
        case Value.Null none -> throw new RefusalException(ReasonCode.KEY_MISSING, "it is null");
        case Value.Text text when type == ColumnType.TEXT -> checked(text.text());
        case Value.Binary binary when type == ColumnType.TEXT -> checked(binary.base64());
        case Value.Digits digits when type == ColumnType.BIGINT ->
            Numbers.whole(digits.text(), Long.MIN_VALUE, Long.MAX_VALUE);
        case Value.Digits digits -> Numbers.canonical(digits.text());
        case Value.Broken broken -> throw new RefusalException(broken.code(), broken.reason());
        default ->
            throw new RefusalException(
                ReasonCode.KEY_INVALID,
                type == ColumnType.TEXT ? "it is no text or number" : "it is no number");
      };
    } catch (RefusalException e) {
      throw e.code() == ReasonCode.KEY_MISSING
          ? e
          : new RefusalException(ReasonCode.KEY_INVALID, e.getMessage());
    }
  }

  private static String checked(String text) {
    ItemJson.checkText(text);
    return text;
  }

  /**
   * Checks the bytes of all columns of a key together.
   *
   * @throws RefusalException if an index cannot hold them
   */
  static void checkSize(Iterable<String> key, Dialect dialect) {
    var bytes = 0L;
    for (var text : key) {
      bytes += text.codePoints().mapToLong(KeyText::bytes).sum();
    }
    var most = dialect == Dialect.POSTGRESQL ? MAX_POSTGRESQL : MAX_CRATEDB;
    if (bytes > most) {
      throw new RefusalException(
          ReasonCode.KEY_TOO_LARGE,
          "the key has %s bytes, and at most %s can be in an index".formatted(bytes, most));
    }
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }
}
