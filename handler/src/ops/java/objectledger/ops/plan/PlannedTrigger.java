package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The changes of the sources' triggers and notifications in a plan. */
final class PlannedTrigger {
  private static final String BRIDGE = "eventbridge: every event";

  private final TerraformPlan plan;
  private final ReportFormat format;

  PlannedTrigger(TerraformPlan plan, ReportFormat format) {
    this.plan = plan;
    this.format = format;
  }

  /** Which way the events take, and what S3 is told to notify. */
  List<String> trigger() {
    var lines = new ArrayList<String>();
    var before = PlannedSources.before(plan);
    var after = PlannedSources.after(plan);
    var labels = new TreeSet<>(before.byLabel().keySet());
    labels.addAll(after.byLabel().keySet());
    for (var label : labels) {
      lines.add(
          format.item(
              "trigger of %s: %s"
                  .formatted(
                      format.quote(label),
                      format.change(before.trigger(label), after.trigger(label)))));
    }
    lines.addAll(notifications());
    return lines;
  }

  private List<String> notifications() {
    var lines = new ArrayList<String>();
    for (var notification : plan.of(SourceNotification.TYPE)) {
      var before = notified(notification.before());
      var after = notified(notification.after());
      var bucket = format.quote(notification.address());
      if (!notification.changes()) {
        lines.add(format.item("the notification stays as it is: " + bucket));
        continue;
      }
      lines.add(
          format.item(
              "the notification changes (%s): %s".formatted(notification.effect().verb, bucket)));
      var all = notification.effect() == ResourceChange.Effect.REPLACE;
      before.stream()
          .filter(line -> all || !after.contains(line))
          .forEach(line -> lines.add("  " + format.item("removed " + format.quote(line))));
      after.stream()
          .filter(line -> all || !before.contains(line))
          .forEach(line -> lines.add("  " + format.item("added " + format.quote(line))));
    }
    return lines;
  }

  /**
   * What a reviewer has to know before all else: a switch to or from EventBridge that turns the
   * former way off at once. S3 takes some five minutes to begin with EventBridge, so that the
   * events of those minutes would take neither way.
   */
  List<String> warnings() {
    return plan.of(SourceNotification.TYPE).stream()
        .filter(ResourceChange::changes)
        .filter(change -> isAbrupt(notified(change.before()), notified(change.after())))
        .map(
            change ->
                "LOSES EVENTS FOR SOME MINUTES: the notification goes %s EventBridge at once. Set sources.%s"
                        .formatted(
                            notified(change.after()).contains(BRIDGE) ? "to" : "from",
                            PlannedSources.label(change.address()))
                    + ".switching_from to the trigger of before, and to null five minutes after the"
                    + " apply: "
                    + format.quote(change.address()))
        .toList();
  }

  private static boolean isAbrupt(Set<String> before, Set<String> after) {
    return before.contains(BRIDGE) != after.contains(BRIDGE)
        && (before.equals(Set.of(BRIDGE)) || after.equals(Set.of(BRIDGE)))
        && !before.isEmpty()
        && !after.isEmpty();
  }

  private static Set<String> notified(PlannedValue notification) {
    var lines = new TreeSet<String>();
    if (Boolean.TRUE.equals(notification.get("eventbridge").value())) {
      lines.add(BRIDGE);
    }
    for (var kind : SourceNotification.TARGETS.entrySet()) {
      var targets = notification.get(kind.getKey());
      for (var i = 0; i < targets.size(); i++) {
        var target = targets.get(i);
        lines.add(
            "%s: %s for %s, prefix \"%s\", suffix \"%s\""
                .formatted(
                    kind.getKey(),
                    target.get(kind.getValue()).text(),
                    target.get("events").text(),
                    target.get("filter_prefix").text(),
                    target.get("filter_suffix").text()));
      }
    }
    return lines;
  }
}
