package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import objectledger.ops.CommandException;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Proves that what fails at one source keeps no other from being verified. */
class VerifyCommandTest {
  private static final List<Source> SOURCES =
      List.of(Stacks.source("1", "b1"), Stacks.source("2", "b2"), Stacks.source("3", "b3"));

  private final List<String> verified = new ArrayList<>();
  private final ShutdownSignal shutdown = new ShutdownSignal();

  @Test
  void whateverFailsAtOneSourceTheOthersAreVerified() {
    for (var failure :
        List.of(
            new CommandException("refused"),
            SdkClientException.create("no connection"),
            new IOException("disk full"),
            new IllegalStateException("not foreseen"))) {
      verified.clear();

      assertThat(code("2", failure)).isEqualTo(1);
      assertThat(verified).containsExactly("1", "2", "3");
    }
  }

  @Test
  void endsWithZeroWhereEverySourceIsInOrder() {
    assertThat(VerifyCommand.each(SOURCES, shutdown, source -> 0)).isZero();
  }

  @Test
  void aShutdownEndsTheRun() {
    shutdown.request();

    assertThat(code("none", null)).isEqualTo(1);
    assertThat(verified).isEmpty();
  }

  private int code(String failing, Exception failure) {
    return VerifyCommand.each(
        SOURCES,
        shutdown,
        source -> {
          verified.add(source.label());
          if (source.label().equals(failing)) {
            if (failure instanceof IOException e) {
              throw e;
            }
            throw (RuntimeException) failure;
          }
          return 0;
        });
  }
}
