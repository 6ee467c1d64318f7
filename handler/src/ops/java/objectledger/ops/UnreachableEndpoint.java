package objectledger.ops;

import java.io.IOException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Names the service and its endpoint where a call got no response: the SDK's own message says
 * neither, and the endpoint may be one that the environment sets.
 */
final class UnreachableEndpoint implements ExecutionInterceptor {
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    var failure = context.exception();
    var cause = root(failure);
    if (!(failure instanceof SdkClientException) || !(cause instanceof IOException)) {
      return failure;
    }
    return context
        .httpRequest()
        .<Throwable>map(
            request ->
                SdkClientException.create(
                    "%s cannot be reached at %s://%s:%s: %s"
                        .formatted(
                            attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME),
                            request.protocol(),
                            request.host(),
                            request.port(),
                            cause),
                    failure))
        .orElse(failure);
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }
}
