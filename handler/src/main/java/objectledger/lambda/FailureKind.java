package objectledger.lambda;

/** What kind of failure it is, which says what helps. */
public enum FailureKind {
  /** S3 was busy, broken or out of reach: it may work the next time. */
  RETRY,
  /** The function lacks a right, or the bucket has another owner: somebody must mend it. */
  FORBIDDEN,
  /** It can never work as it is. */
  PERMANENT
}
