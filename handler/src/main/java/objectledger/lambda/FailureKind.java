package objectledger.lambda;

/**
 * The kind of a failure, which says whether a retry can help. Logs and a metric filter contain the
 * names.
 */
public enum FailureKind {
  /** The service was busy, failed or could not be reached: a retry may succeed. */
  RETRY,
  /**
   * A permission is missing, or the bucket has another owner: an administrator must change
   * something.
   */
  FORBIDDEN,
  /** A retry cannot succeed: the input is invalid. */
  PERMANENT
}
