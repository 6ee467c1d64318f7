package objectledger;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.function.IntSupplier;

/** Lambda's context of an invocation that has so much time left, of which alone we make use. */
public record TestContext(IntSupplier remainingMillis, ClientContext getClientContext)
    implements Context {
  public static final TestContext INSTANCE = new TestContext(() -> 60_000);

  /** One of a caller that sends no client context. */
  public TestContext(IntSupplier remainingMillis) {
    this(remainingMillis, null);
  }

  /** One in which time passes, from now. */
  public static TestContext withTimeLeft(int millis) {
    var end = System.nanoTime() + millis * 1_000_000L;
    return new TestContext(() -> (int) Math.max(0, (end - System.nanoTime()) / 1_000_000));
  }

  @Override
  public int getRemainingTimeInMillis() {
    return remainingMillis.getAsInt();
  }

  @Override
  public String getAwsRequestId() {
    return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/object-ledger";
  }

  @Override
  public String getLogStreamName() {
    return "stream";
  }

  @Override
  public String getFunctionName() {
    return "object-ledger";
  }

  @Override
  public String getFunctionVersion() {
    return "7";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "arn:aws:lambda:eu-west-1:123456789012:function:object-ledger:live";
  }

  @Override
  public CognitoIdentity getIdentity() {
    throw new UnsupportedOperationException();
  }

  @Override
  public int getMemoryLimitInMB() {
    return 512;
  }

  @Override
  public LambdaLogger getLogger() {
    throw new UnsupportedOperationException();
  }
}
