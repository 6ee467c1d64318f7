package objectledger.startup;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import javax.security.auth.x500.X500Principal;
import objectledger.aws.OwnedBucket;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
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
public final class SnapStartHooks implements Resource {
  private static final String SNAPSHOT = "snap-start";

  /** Those who call a resource before and after a snapshot hold it weakly. */
  private static Resource registeredHooks;

  private final Priming priming;
  private final List<OwnedBucket> buckets;

  private SnapStartHooks(Priming rehearsal, List<OwnedBucket> buckets) {
    this.priming = rehearsal;
    this.buckets = buckets;
  }

  /**
   * Does on a second core what will be needed while the first one builds the client: TLS, with whom
   * Java trusts, and the calls, whose classes make some hundred functions each.
   *
   * @param bucket that the first call will be about
   */
  public static void loadClassesInBackground(
      String bucket, String region, Map<String, String> environment) {
    Thread.ofPlatform()
        .daemon()
        .name("load")
        .start(
            () -> {
              try {
                SSLContext.getDefault();
              } catch (NoSuchAlgorithmException e) {
                // The first call will say so.
              }
              if (!isForSnapshot(environment)) {
                ConnectionWarmup.tlsHandshake(bucket, region, environment);
              }
              HeadObjectRequest.builder();
              HeadObjectResponse.builder();
              PutObjectRequest.builder();
              PutObjectResponse.builder();
            });
  }

  /**
   * Prepares now, or, where a snapshot is taken, around it. It never fails the start.
   *
   * @param buckets that are connected to; the source bucket is the first
   */
  public static void begin(
      PrimedFunction function,
      String region,
      List<OwnedBucket> buckets,
      Map<String, String> environment) {
    var rehearsal = new Priming(function, region, buckets.getFirst());
    if (isForSnapshot(environment)) {
      registeredHooks = new SnapStartHooks(rehearsal, buckets);
      Core.getGlobalContext().register(registeredHooks);
    } else {
      prime(rehearsal::ofOneEvent);
      ConnectionWarmup.open(buckets).await();
    }
  }

  private static boolean isForSnapshot(Map<String, String> environment) {
    return SNAPSHOT.equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    prime(
        () -> {
          loadTrustStore();
          priming.ofEverything();
        });
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    ConnectionWarmup.open(buckets).await();
  }

  /**
   * Whom Java trusts is public. To read it takes as long as all else, and to bring the names into
   * the form in which they are looked up takes nearly half of a restored function's first
   * handshake.
   */
  private static Set<X500Principal> loadTrustStore() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(trust -> Stream.of(trust.getAcceptedIssuers()))
        .map(X509Certificate::getSubjectX500Principal)
        .collect(toSet());
  }

  /** A play that needs the loopback. */
  @FunctionalInterface
  private interface PrimingStep {
    void run() throws IOException, GeneralSecurityException;
  }

  /** A function that could not rehearse is slower once, and right all the same. */
  private static void prime(PrimingStep play) {
    try {
      play.run();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The first event will say what is wrong, if anything is.
    }
  }
}
