package objectledger.changes;

/**
 * A fault of the database or of the way to it.
 *
 * @param name in words, for the table
 * @param answer {@code written}, or the kind of failure and the SQLSTATE
 */
record ChangeFault(String name, String answer, Step begin, Step end) {
  /** What begins or ends it; false where this machine cannot do it. */
  @FunctionalInterface
  interface Step {
    boolean on(FaultyDatabase database) throws Exception;
  }

  String words() {
    if (answer.equals("written")) {
      return answer;
    }
    var parts = answer.split(", ", -1);
    return "`%s` from the first record, SQLSTATE %s".formatted(parts[0], parts[1]);
  }

  @Override
  public String toString() {
    return name;
  }
}
