package objectledger.ops.status;

import java.util.ArrayList;
import java.util.List;
import objectledger.json.JsonText;
import objectledger.ops.failures.FailureCauses;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What could not be recorded, by cause; of many messages only the first are read. */
final class FailureRows {
  /** Three requests of ten messages, which take some tenths of a second. */
  private static final int SAMPLE = 30;

  private static final int SHOWN = 3;
  private static final int PAGE = 1000;

  private final Asked asked;

  FailureRows(Asked asked) {
    this.asked = asked;
  }

  /** The main causes of a failure queue; no row if it is empty. */
  List<Row> ofQueue(String name, String url) {
    var size =
        asked
            .clients()
            .sqs()
            .getQueueAttributes(
                get ->
                    get.queueUrl(url)
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
            .attributes()
            .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    if (size.equals("0")) {
      return List.of();
    }
    var causes = FailureCauses.of(asked.stack(), name, url, SAMPLE);
    var rows = new ArrayList<Row>();
    for (var cause : causes.subList(0, Math.min(SHOWN, causes.size()))) {
      rows.add(
          new Row.Builder(name)
              .say("%s × %s".formatted(cause.events(), JsonText.oneLine(cause.text())))
              .put("cause", cause.text())
              .put("events", cause.events())
              .build());
    }
    if (causes.size() > SHOWN || Integer.parseInt(size) > SAMPLE) {
      rows.add(
          new Row.Builder(name)
              .say("of %s messages %s were read: %s".formatted(size, SAMPLE, more()))
              .build());
    }
    return List.copyOf(rows);
  }

  private String more() {
    return asked.make("failures") + " lists all";
  }

  /**
   * What a function has refused, in a bucket; no row if there is nothing.
   *
   * @param what is refused, in the plural
   */
  List<Row> ofBucket(String what, String bucket, List<String> prefixes) {
    var count = 0;
    var isWhole = true;
    for (var prefix : prefixes) {
      var page =
          asked
              .clients()
              .s3()
              .listObjectsV2(
                  list ->
                      list.bucket(bucket)
                          .expectedBucketOwner(asked.stack().accountId())
                          .prefix(prefix)
                          .maxKeys(PAGE)
                          .encodingType(EncodingType.URL));
      count += page.contents().size();
      isWhole &= !page.isTruncated();
    }
    if (count == 0) {
      return List.of();
    }
    var number = (isWhole ? "" : "more than ") + Words.of(count);
    return List.of(
        new Row.Builder(what)
            .say(number + " refused, in " + bucket)
            .put("refused", count)
            .put("is_whole", isWhole)
            .act(
                "%s %s were refused".formatted(number, what),
                asked.make("failures") + ", and when the cause is fixed: " + asked.make("redrive"))
            .build());
  }
}
