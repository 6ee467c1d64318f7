package objectledger;

import java.util.ArrayList;
import java.util.List;

/** What the function is to reach, and whether it does: ratios of figures of one run. */
final class Targets {
  private final Figures figures;
  private final List<List<String>> rows = new ArrayList<>();

  private Targets(Figures figures) {
    this.figures = figures;
  }

  static List<List<String>> table(Figures figures) {
    var targets = new Targets(figures);
    targets.rows.add(List.of("what", "target", "measured", "", "stretch"));
    targets.starts();
    targets.cpu();
    targets.batches();
    targets.sizes();
    return targets.rows;
  }

  private void starts() {
    atMost("start ÷ hello world's", 6.5, "4.5", "ledger.start_ms", "hello.start_ms");
    atMost("start ÷ the SDK's defaults'", 0.6, "", "ledger.start_ms", "sdk-defaults.start_ms");
    atMost(
        "first event alone ÷ hello world's start", 0.15, "", "ledger.first_ms", "hello.start_ms");
    atMost("restored ÷ hello world's start", 0.35, "0.3", "ledger.restored_ms", "hello.start_ms");
    atMost(
        "start with an unneeded secret and workflow ÷ without",
        1.1,
        "",
        "ledger.unneeded.start_ms",
        "ledger.start_ms");
    atMost(
        "start at 512 MB ÷ the SDK's defaults'",
        0.4,
        "",
        "ledger.small_start_ms",
        "sdk-defaults.small_start_ms");
  }

  private void cpu() {
    atMost("CPU of an object ÷ hand-signed", 1.9, "1.5", "ledger.cpu_us", "hand-signed.cpu_us");
    atMost("CPU of an object ÷ Node.js", 0.37, "", "ledger.cpu_us", "node.cpu_us");
    atMost(
        "CPU in a queue's batch ÷ direct", 0.5, "", "ledger.queue_cpu_us", "ledger.single_cpu_us");
    metrics("an object at a time", "ledger.metrics_single");
    metrics("batches of 100", "ledger.metrics_queue");
  }

  private void metrics(String how, String name) {
    atMost("CPU with the metrics ÷ without, " + how, 1.02, "", 3, List.of(name));
  }

  private void batches() {
    for (var atOnce : List.of(32, 64)) {
      var faster =
          figures.median("ledger.batch_1_ms")
              / figures.median("ledger.batch_%s_ms".formatted(atOnce));
      var target = atOnce == 32 ? 30 : 50;
      add(
          "1,000 objects, %s at once: times faster".formatted(atOnce),
          "≥ " + target,
          Tables.number(faster, 1),
          faster >= target,
          "");
    }
    for (var atOnce : List.of(16, 32, 64)) {
      var most = figures.get("ledger.batch_%s_connections".formatted(atOnce)).median();
      add(
          "connections, %s at once".formatted(atOnce),
          "≤ " + atOnce,
          Tables.number(most, 0),
          most <= atOnce,
          "");
    }
  }

  private void sizes() {
    var megabytes = figures.median("ledger.zip_bytes") / 1_000_000;
    add("zip, MB", "≤ 6.00", Tables.number(megabytes, 2), megabytes <= 6, "");
    limit("memory at 512 MB after the first event, MB", 140, "ledger.small_first_rss_mb");
    limit("memory at 512 MB over 10,000 objects of a queue, MB", 200, "ledger.small_rss_10_mb");
    atMost(
        "memory after 20,000 objects ÷ after 10,000",
        1.1,
        "",
        "ledger.small_rss_20_mb",
        "ledger.small_rss_10_mb");
    limit("loaded classes", 4_800, "ledger.classes");
  }

  private void limit(String what, int target, String name) {
    var value = figures.median(name);
    add(what, "≤ " + Tables.number(target, 0), Tables.number(value, 0), value <= target, "");
  }

  private void atMost(String what, double target, String stretch, String name, String other) {
    atMost(what, target, stretch, 2, List.of(name, other));
  }

  /**
   * A ratio that is not to be greater than its target.
   *
   * @param digits how many the ratio is shown with after the point
   * @param names one figure, which is a ratio; or two, of which the first is divided by the second
   */
  private void atMost(String what, double target, String stretch, int digits, List<String> names) {
    if (!names.stream().allMatch(figures::has)) {
      rows.add(List.of(what, "≤ " + target, "", "not measured", stretch));
      return;
    }
    var ratio =
        names.stream()
            .mapToDouble(figures::median)
            .reduce((one, other) -> one / other)
            .getAsDouble();
    add(what, "≤ " + target, Tables.number(ratio, digits), ratio <= target, stretch);
  }

  private void add(String what, String target, String measured, boolean isMet, String stretch) {
    rows.add(List.of(what, target, measured, Tables.verdict(isMet), stretch));
  }
}
