package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;

/** What a reviewer has to know of Object Lock before an apply, because none can take it back. */
final class ObjectLock {
  private static final String LEDGER = "module.ledger_bucket.aws_s3_bucket.this";
  private static final String ENABLED = "object_lock_enabled";

  private ObjectLock() {}

  /** Lines where the ledger bucket is made with Object Lock, or anew to turn it on or off. */
  static List<String> warnings(TerraformPlan plan, ReportFormat format) {
    var lines = new ArrayList<String>();
    for (var bucket : plan.of("aws_s3_bucket")) {
      if (!bucket.address().equals(LEDGER)) {
        continue;
      }
      if (bucket.effect() == ResourceChange.Effect.REPLACE
          && bucket.replacedFor().contains(ENABLED)) {
        lines.add(
            "TURNS OBJECT LOCK %s, for which the ledger bucket is made anew, without its records: %s"
                .formatted(isOn(bucket.after()) ? "ON" : "OFF", format.quote(LEDGER)));
      }
      if (isMade(bucket) && isOn(bucket.after())) {
        lines.add(
            "OBJECT LOCK CANNOT BE TAKEN BACK: %s: %s"
                .formatted(
                    retention(plan.outputAfter("object_lock"), format), format.quote(LEDGER)));
      }
    }
    return lines;
  }

  private static boolean isMade(ResourceChange bucket) {
    return bucket.effect() == ResourceChange.Effect.CREATE
        || bucket.effect() == ResourceChange.Effect.REPLACE;
  }

  private static boolean isOn(PlannedValue bucket) {
    return Boolean.TRUE.equals(bucket.get(ENABLED).value());
  }

  private static String retention(PlannedValue lock, ReportFormat format) {
    var days = format.quote(lock.get("days").text());
    return switch (lock.get("mode").text()) {
      case "COMPLIANCE" ->
          "a record of the journal can be deleted by nobody, not even the account's root, before %s"
                  .formatted(days)
              + " days are over (COMPLIANCE)";
      case "GOVERNANCE" ->
          "before %s days are over a record of the journal can be deleted only by who has"
                  .formatted(days)
              + " s3:BypassGovernanceRetention (GOVERNANCE)";
      default -> "the bucket has it for as long as it is there";
    };
  }
}
