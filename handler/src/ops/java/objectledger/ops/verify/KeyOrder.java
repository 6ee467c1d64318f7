package objectledger.ops.verify;

/** The order in which S3 lists keys: by their bytes in UTF-8, which is by code points. */
final class KeyOrder {
  private KeyOrder() {}

  /** Compares two keys. Java itself compares halves of characters, which differs beyond U+FFFF. */
  static int compare(String one, String other) {
    var length = Math.min(one.length(), other.length());
    for (var i = 0; i < length; i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
      }
    }
    return Integer.compare(one.length(), other.length());
  }

  /** Surrogates, of which characters beyond U+FFFF are made, come after all others. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
