package objectledger;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * What is done before the first event, so that the first event need not wait for it. Lambda starts
 * a function with all its CPU, whatever its memory size, and runs events with a share of it.
 *
 * <p>Where Lambda keeps a snapshot of the started function, nothing may be in it that is secret, or
 * that must differ from one restored function to the next: no call to AWS is made before it, and
 * connections are opened after it.
 */
final class Preparation implements Resource {
  private static final String SNAPSHOT = "snap-start";

  /** Those who call a resource before and after a snapshot hold it weakly. */
  private static Resource kept;

  private final Settings settings;
  private final S3Client s3;

  private Preparation(Settings settings, S3Client s3) {
    this.settings = settings;
    this.s3 = s3;
  }

  /**
   * Loads on a second core what will be needed while the first one builds the client: TLS with whom
   * Java trusts, and the calls, whose classes make some hundred functions each.
   */
  static void loadAhead() {
    Thread.ofPlatform()
        .daemon()
        .name("load")
        .start(
            () -> {
              HeadObjectRequest.builder();
              HeadObjectResponse.builder();
              PutObjectRequest.builder();
              PutObjectResponse.builder();
              try {
                SSLContext.getDefault();
              } catch (NoSuchAlgorithmException e) {
                // The first call will say so.
              }
            });
  }

  /** Prepares now, or, where a snapshot is taken, around it. It never fails the start. */
  static void begin(Settings settings, S3Client s3, Map<String, String> environment) {
    if (SNAPSHOT.equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"))) {
      kept = new Preparation(settings, s3);
      Core.getGlobalContext().register(kept);
    } else {
      var connections = Connections.open(settings, s3);
      rehearse(() -> Rehearsal.ofOneEvent(settings));
      connections.await();
    }
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    rehearse(
        () -> {
          // Whom Java trusts is public, and reading it takes as long as all else.
          SSLContext.getDefault();
          Rehearsal.ofEverything(settings);
        });
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    Connections.open(settings, s3).await();
  }

  /** A play that needs the loopback. */
  @FunctionalInterface
  private interface Play {
    void run() throws IOException, GeneralSecurityException;
  }

  /** A function that could not rehearse is slower once, and right all the same. */
  private static void rehearse(Play play) {
    try {
      play.run();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The first event will say what is wrong, if anything is.
    }
  }
}
