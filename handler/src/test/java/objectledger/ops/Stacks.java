package objectledger.ops;

import java.util.List;

/** Sources and outputs of stacks that no test needs to read from a file. */
public final class Stacks {
  private Stacks() {}

  /** A source that has creations of any key recorded. */
  public static Source source(String label, String bucket) {
    return source(label, bucket, "", List.of());
  }

  /** A source that has creations of some keys recorded. */
  public static Source source(String label, String bucket, String prefix, List<String> suffixes) {
    return new Source(label, bucket, List.of("s3:ObjectCreated:*"), prefix, suffixes, "direct");
  }

  /** The outputs of a stack with these sources, whose ledger bucket has the name. */
  public static StackOutputs of(String ledgerBucket, Source... sources) {
    return of(ledgerBucket, true, sources);
  }

  /** The outputs of such a stack, with or without latest documents. */
  public static StackOutputs of(String ledgerBucket, boolean keepsLatest, Source... sources) {
    return new StackOutputs(
        "eu-west-1",
        "test",
        Sources.of(sources),
        ledgerBucket,
        keepsLatest,
        "1",
        "/aws/lambda/f",
        "https://queue");
  }
}
