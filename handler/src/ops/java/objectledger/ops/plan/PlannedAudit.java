package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import objectledger.ops.cost.Cost;

/** What a plan changes for the audit: what its trail costs, and where S3 puts its access logs. */
final class PlannedAudit {
  private PlannedAudit() {}

  /** Nothing where the stack has no audit, before or after the plan. */
  static List<String> lines(TerraformPlan plan, ReportFormat format) {
    var lines = new ArrayList<String>();
    for (var trail : plan.of("aws_cloudtrail")) {
      lines.add(
          format.item(
              "the trail, for a million objects: "
                  + format.change(cost(trail.before()), cost(trail.after()))));
    }
    for (var logging : plan.of("aws_s3_bucket_logging")) {
      lines.add(
          format.item(
              "access logs of "
                  + format.quote(bucket(logging))
                  + ": "
                  + format.change(target(logging.before()), target(logging.after()))));
    }
    if (!lines.isEmpty()) {
      lines.add(
          format.item(
              "S3 delivers access logs only to a bucket without a customer key and without Object"
                  + " Lock: they have one of their own"));
    }
    return lines;
  }

  private static String cost(PlannedValue trail) {
    if (trail.isAbsent()) {
      return "";
    }
    var names = selectors(trail);
    var events =
        Cost.dataEvents(
            names.contains("Reads of the sources"), names.contains("Writes of the sources"));
    return "at most %s dollars (%s data events each)"
        .formatted(Cost.dollars(Cost.ofDataEvents(1_000_000L * events)), events);
  }

  /** The names that audit.tf gives to the selectors. */
  private static Set<String> selectors(PlannedValue trail) {
    var selectors = trail.get("advanced_event_selector");
    var names = new HashSet<String>();
    for (var index = 0; index < selectors.size(); index++) {
      names.add(selectors.get(index).get("name").text());
    }
    return names;
  }

  private static String bucket(ResourceChange logging) {
    var side = logging.after().value() == null ? logging.before() : logging.after();
    return side.get("bucket").text();
  }

  private static String target(PlannedValue logging) {
    return logging.isAbsent() ? "" : "s3://" + logging.get("target_bucket").text() + "/";
  }
}
