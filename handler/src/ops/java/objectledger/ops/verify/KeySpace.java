package objectledger.ops.verify;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Divides the keys of a bucket into ranges that can be listed at the same time: at its folders, or
 * where it has none, at the characters with which its keys go on.
 */
final class KeySpace {
  private static final int RANGES = 48;
  private static final int MAX_REQUESTS = 100;

  /** After all keys that begin so. */
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final S3Client s3;
  private final ListObjectsV2Request base;
  private int requests;

  KeySpace(S3Client s3, String owner, String bucket) {
    this.s3 = s3;
    this.base =
        ListObjectsV2Request.builder()
            .bucket(bucket)
            .expectedBucketOwner(owner)
            .encodingType(EncodingType.URL)
            .build();
  }

  /** Where the ranges end, in the order of the keys; none where a page has all keys. */
  List<String> boundaries(String prefix) {
    requests++;
    if (!s3.listObjectsV2(base.toBuilder().prefix(prefix).build()).isTruncated()) {
      return List.of();
    }
    var boundaries = new TreeSet<String>(KeyOrder::compare);
    var next = new ArrayDeque<>(List.of(prefix));
    while (!next.isEmpty() && boundaries.size() < RANGES && requests < MAX_REQUESTS) {
      var parent = next.removeFirst();
      var children = children(parent);
      if (children.size() == 1) {
        next.addFirst(children.getFirst());
      } else {
        boundaries.addAll(children);
        next.addAll(children);
      }
    }
    return List.copyOf(boundaries);
  }

  private List<String> children(String parent) {
    requests++;
    var page = s3.listObjectsV2(base.toBuilder().prefix(parent).delimiter("/").build());
    var folders = page.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    var isDivided = page.contents().isEmpty() || folders.size() > 1;
    return isDivided && !page.isTruncated() ? folders : characters(parent);
  }

  /** The keys below a prefix by their next character, with a request for each. */
  private List<String> characters(String parent) {
    var children = new ArrayList<String>();
    for (var after = ""; requests < MAX_REQUESTS; ) {
      requests++;
      var request = base.toBuilder().prefix(parent).maxKeys(1);
      var page = s3.listObjectsV2(request.startAfter(after.isEmpty() ? null : after).build());
      if (page.contents().isEmpty()) {
        break;
      }
      var key = page.contents().getFirst().key();
      if (key.length() == parent.length()) {
        after = key;
        continue;
      }
      var child = parent + Character.toString(key.codePointAt(parent.length()));
      if (!children.isEmpty() && children.getLast().equals(child)) {
        break;
      }
      children.add(child);
      after = child + LAST;
    }
    return children;
  }
}
