package objectledger;

import java.util.function.Function;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/** S3, of which every call ends in time; a member of a crew is given up as a whole. */
final class PunctualS3 extends DelegatingS3Client {
  private final Punctual punctual = new Punctual("S3");

  PunctualS3(S3Client s3) {
    super(s3);
  }

  @Override
  protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
    if (Thread.currentThread() instanceof Crew.Member) {
      return operation.apply(request);
    }
    var limit =
        request
            .overrideConfiguration()
            .map(configuration -> configuration.executionAttributes().getAttribute(Deadline.LIMIT))
            .orElseThrow(() -> new IllegalArgumentException("every call has a limit"));
    return punctual.call(limit, () -> operation.apply(request));
  }

  @Override
  public void close() {
    punctual.close();
    super.close();
  }
}
