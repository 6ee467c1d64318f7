package objectledger.ops.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import objectledger.json.JsonText;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One run of make verify for one source, with all that belongs to it. */
record VerifyRun(
    DeployedStack deployment,
    S3Client s3,
    CloudWatchClient cloudWatch,
    Source source,
    VerifyRequest request,
    Path work,
    Progress progress,
    ShutdownSignal shutdown,
    SourceVerification.Waiting waiting) {

  private Path folder() {
    return work.resolve("verify").resolve(source.label());
  }

  /** Verifies, and returns the exit code. */
  int run() throws IOException {
    var begunAt = waiting.now();
    var prefix = request.prefixOf(source);
    var folder = folder();
    var ranges =
        new RangeListing(
            s3,
            deployment.accountId(),
            source,
            prefix,
            folder.resolve("listing-" + nameOf(prefix)),
            new S3Clock(InstantSource.system()),
            shutdown);
    var listing = new VersionListing(ranges, progress);
    var listed = request.inventory().isEmpty() ? list(listing) : inventory(prefix);
    var copies =
        new LedgerCopies(deployment, s3, source.bucket(), work, folder, progress, shutdown);
    // An inventory is from before; the journal is as it is now.
    var journalAfter = request.inventory().isEmpty() ? listed.startedAt() : begunAt;
    var afterComparison =
        new AfterComparison(
            new AfterComparison.Context(
                deployment, s3, cloudWatch, source, request, progress, shutdown),
            listed,
            copies,
            journalAfter);
    var isCompared =
        new SourceVerification(
                source, request, copies, folder, System.out, progress, shutdown, waiting)
            .run(listed, afterComparison);
    listing.delete();
    if (!isCompared) {
      System.out.printf(
          "nothing was compared: bucket %s has no object%s, and its journal no record%n",
          source.bucket(),
          prefix.isEmpty() ? "" : " whose key begins with " + JsonText.quote(prefix));
      return 1;
    }
    return afterComparison.isInOrder() ? 0 : 1;
  }

  private static String nameOf(String prefix) {
    return Sha256.hex(prefix.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private Listed list(VersionListing listing) throws IOException {
    if (Command.isSet("RESTART")) {
      listing.delete();
    }
    listing
        .begunAt()
        .ifPresent(
            time ->
                System.out.printf(
                    "verify: continues the listing that began at %s; RESTART=1 begins again%n",
                    time));
    return listing.run();
  }

  private Listed inventory(String prefix) throws IOException {
    // The filter of the source says nothing of what the inventory lists; a given PREFIX does.
    var needsPrefix = request.repairs() && request.prefix().isEmpty();
    return new Inventory(s3, source, deployment.accountId(), needsPrefix, System.out)
        .read(request.inventory(), prefix, folder().resolve("inventory"), progress, shutdown);
  }
}
