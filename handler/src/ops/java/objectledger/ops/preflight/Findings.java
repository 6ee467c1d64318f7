package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes the checks one after the other. One that fails does not keep the others from being made.
 */
final class Findings {
  private final List<Finding> all = new ArrayList<>();
  private final Supplier<String> stopped;
  private String because = "";

  /**
   * Collects findings.
   *
   * @param stopped why nothing more can be asked; empty as long as it can
   */
  Findings(Supplier<String> stopped) {
    this.stopped = stopped;
  }

  /** Makes a check. What AWS refuses to answer is a finding of its own, and no "ok". */
  void check(String name, Supplier<List<Finding>> check) {
    ask(name, check).ifPresent(all::addAll);
  }

  /** What others need; empty, with a finding of why, where it is not to be had. */
  <T> Optional<T> ask(String name, Supplier<T> question) {
    if (because.isEmpty()) {
      because = stopped.get();
    }
    if (!because.isEmpty()) {
      all.add(Finding.notAsked(name, because));
      return Optional.empty();
    }
    try {
      return Optional.of(question.get());
    } catch (AwsServiceException e) {
      all.add(refused(name, e));
    } catch (SdkException e) {
      all.add(Finding.notAnswered(name, String.valueOf(e.getMessage())));
    }
    return Optional.empty();
  }

  /** The same for what cannot be asked before something is there. */
  void check(String name, String missing, Supplier<List<Finding>> check) {
    check(name, missing.isEmpty() ? check : () -> List.of(Finding.notAsked(name, missing)));
  }

  List<Finding> all() {
    return List.copyOf(all);
  }

  /** What an error says of a check. */
  static Finding refused(String name, AwsServiceException error) {
    var details = error.awsErrorDetails();
    var message = details == null ? error.getMessage() : details.errorMessage();
    var service = details == null ? "AWS" : details.serviceName();
    if (!isDenied(error)) {
      return Finding.notAnswered(name, service + " did not answer: " + message);
    }
    return new Finding(
        name,
        Finding.Result.NOT_ALLOWED,
        service + " refuses it: " + message,
        List.of("use credentials of an administrator, or of a person who may read all of this"));
  }

  /** Whether the caller may not ask that. An answer without a body, as to a HEAD, has no code. */
  static boolean isDenied(AwsServiceException error) {
    var details = error.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return error.statusCode() == 403 || code.startsWith("AccessDenied");
  }
}
