package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the bucket for the state is there, protected, and locked by nobody. */
record BackendCheck(S3Client s3, String bucket, String key, Account account) {
  private static final String NAME = "backend";

  /** Why nothing is asked that needs the state's bucket; empty where it is there. */
  static String missing(List<Finding> findings) {
    return findings.stream()
        .filter(one -> one.check().equals(NAME) && one.stops())
        .filter(one -> one.said().contains("no bucket") || one.said().contains("not yours"))
        .map(Finding::said)
        .findFirst()
        .orElse("");
  }

  List<Finding> run() {
    try {
      s3.headBucket(request -> request.bucket(bucket).expectedBucketOwner(account.id()));
    } catch (S3Exception e) {
      return List.of(absent(e.statusCode()));
    }
    var findings = new ArrayList<Finding>();
    add(findings, isVersioned(), "has no versions: a state that is overwritten is lost");
    add(findings, isEncrypted(), "has no encryption of its own");
    add(findings, isClosed(), "could be made public: its public access is not blocked");
    lock(findings);
    if (findings.isEmpty()) {
      findings.add(Finding.ok(NAME, bucket + ": versioned, encrypted, not public, not locked"));
    }
    return findings;
  }

  private Finding absent(int status) {
    return status == 404
        ? Finding.mistake(
            NAME,
            "there is no bucket %s for the state".formatted(bucket),
            account.make("bootstrap"))
        : Finding.mistake(
            NAME,
            "the bucket %s is not yours to use: S3 answers %s".formatted(bucket, status),
            "choose another name in " + account.file("backend.hcl"),
            "or ask for s3:ListBucket on it");
  }

  private void add(List<Finding> findings, boolean fine, String what) {
    if (!fine) {
      findings.add(Finding.mistake(NAME, bucket + " " + what, account.make("bootstrap")));
    }
  }

  private boolean isVersioned() {
    var status =
        s3.getBucketVersioning(r -> r.bucket(bucket).expectedBucketOwner(account.id()))
            .statusAsString();
    return "Enabled".equals(status);
  }

  private boolean isEncrypted() {
    try {
      return s3.getBucketEncryption(r -> r.bucket(bucket).expectedBucketOwner(account.id()))
          .serverSideEncryptionConfiguration()
          .hasRules();
    } catch (S3Exception e) {
      return isMissing(e);
    }
  }

  private boolean isClosed() {
    try {
      var block =
          s3.getPublicAccessBlock(r -> r.bucket(bucket).expectedBucketOwner(account.id()))
              .publicAccessBlockConfiguration();
      return block.blockPublicAcls()
          && block.blockPublicPolicy()
          && block.ignorePublicAcls()
          && block.restrictPublicBuckets();
    } catch (S3Exception e) {
      return isMissing(e);
    }
  }

  /** False where there is no such configuration; anything else is for who asked. */
  private static boolean isMissing(S3Exception e) {
    if (e.statusCode() == 404) {
      return false;
    }
    throw e;
  }

  private void lock(List<Finding> findings) {
    try {
      var lock =
          s3.headObject(
              r -> r.bucket(bucket).key(key + ".tflock").expectedBucketOwner(account.id()));
      findings.add(
          Finding.mistake(
              NAME,
              "the state is locked since "
                  + lock.lastModified()
                  + ": somebody is at work, or was"
                  + " killed at it",
              account.make("unlock")));
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
    }
  }
}
