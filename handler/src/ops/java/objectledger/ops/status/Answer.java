package objectledger.ops.status;

/** What came of a call. */
sealed interface Answer<T> {
  /** It has a value. */
  record Known<T>(T value) implements Answer<T> {}

  /** It failed, or took too long. */
  record Unknown<T>(Refusal refusal) implements Answer<T> {}
}
