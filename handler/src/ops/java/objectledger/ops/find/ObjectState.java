package objectledger.ops.find;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.LatestDocumentKey;
import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What is known of an object beside its records, and since when: its latest document, or, where the
 * stack keeps none, the object itself. A document that a stack left behind is out of date, and is
 * not read.
 */
record ObjectState(S3Client s3, DeployedStack deployment, String key) {
  /**
   * Prints the latest documents, or that there are none.
   *
   * @return when the object was last changed, or soon afterwards, by source
   */
  Map<Source, Instant> print(List<Source> sources, FindPrinter printer) {
    var changed = new LinkedHashMap<Source, Instant>();
    var without = new ArrayList<String>();
    for (var source : sources) {
      var time =
          deployment.stack().keepsLatest() ? document(source, printer) : lastModified(source);
      time.ifPresent(found -> changed.put(source, found));
      if (time.isEmpty() || !deployment.stack().keepsLatest()) {
        without.add(source.label());
      }
    }
    if (!without.isEmpty()) {
      printer.noLatest(String.join(", ", without));
    }
    return changed;
  }

  private Optional<Instant> document(Source source, FindPrinter printer) {
    var name = LatestDocumentKey.of(source.bucket(), key);
    try {
      var document =
          s3.getObjectAsBytes(
              get ->
                  get.bucket(deployment.stack().ledgerBucket())
                      .key(name)
                      .expectedBucketOwner(deployment.accountId()));
      printer.latest(source, name, document.asString(StandardCharsets.UTF_8));
      return Optional.of(document.response().lastModified());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /** It only says where else to search: who may not read the source searches the given hours. */
  private Optional<Instant> lastModified(Source source) {
    try {
      return Optional.ofNullable(
          s3.headObject(
                  head ->
                      head.bucket(source.bucket())
                          .key(key)
                          .expectedBucketOwner(deployment.accountId()))
              .lastModified());
    } catch (S3Exception e) {
      return Optional.empty();
    }
  }
}
