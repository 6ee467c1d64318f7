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
 * Prepares the function before its first event. Lambda starts a function with full CPU, whatever
 * its memory size, and runs events with a share of it, so the same work takes less time here.
 *
 * <p>With SnapStart, the snapshot must contain no secret and nothing that must differ between
 * restored functions. Therefore no call to AWS is made before the snapshot, and connections are
 * opened after the restore.
 */
public final class SnapStartHooks implements Resource {
  private static final String SNAPSHOT = "snap-start";

  /** A strong reference, because the CRaC context holds its resources weakly. */
  private static Resource registeredHooks;

  private final Priming priming;
  private final List<OwnedBucket> buckets;

  private SnapStartHooks(Priming priming, List<OwnedBucket> buckets) {
    this.priming = priming;
    this.buckets = buckets;
  }

  /**
   * Loads classes on a second core while the first one builds the client: TLS with the trust store,
   * and the models of the calls, which have a few hundred lambdas each.
   *
   * @param bucket of the first call
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
                // The first call will fail with the reason.
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
   * Prepares the function now, or registers the hooks around a snapshot. It never fails the start.
   *
   * @param buckets to connect to, the most used first; at least one
   */
  public static void begin(
      PrimedFunction function,
      String region,
      List<OwnedBucket> buckets,
      Map<String, String> environment) {
    var priming = new Priming(function, region, buckets.getFirst());
    if (isForSnapshot(environment)) {
      registeredHooks = new SnapStartHooks(priming, buckets);
      Core.getGlobalContext().register(registeredHooks);
    } else {
      prime(priming::ofOneEvent);
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
   * Loads the JDK's trust store and computes the canonical issuer names. The store is public, so it
   * may be in a snapshot. Without this, computing the names is nearly half of the first TLS
   * handshake after a restore.
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

  /** A step that uses the stub server. */
  @FunctionalInterface
  private interface PrimingStep {
    void run() throws IOException, GeneralSecurityException;
  }

  /** Runs a step. A function that could not be primed is correct, and its first event is slower. */
  private static void prime(PrimingStep step) {
    try {
      step.run();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // The first event will fail with the reason, if there is one.
    }
  }
}
