package objectledger.ops.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * Summarises a saved plan: for a reviewer as text and Markdown, for machines as JSON. Refuses a
 * plan that is another one than was reviewed.
 */
final class PlanSummary {
  private final TerraformPlan plan;
  private final String environment;
  private final PlannedPackages packages;
  private final String lock;

  PlanSummary(TerraformPlan plan, String environment, PlannedPackages packages, String lock) {
    this.plan = plan;
    this.environment = environment;
    this.packages = packages;
    this.lock = lock;
  }

  /** Prints the summary, and leaves the files of it in a folder. */
  void write(Path folder, PrintStream out) throws IOException {
    Files.write(folder.resolve("plan.json"), json());
    Files.writeString(
        folder.resolve("plan.md"), report(ReportFormat.MARKDOWN, PlanReport.MAX_BYTES));
    Files.write(folder.resolve("plan.creates"), CreatedResources.importLines(plan));
    Files.write(folder.resolve("plan.destroys"), DataLoss.toAsk(plan));
    Files.write(folder.resolve("plan.renames"), RenamedSource.hints(plan));
    Files.write(folder.resolve("plan.notifications"), SourceNotification.toAsk(plan));
    Files.write(folder.resolve("plan.notifications.json"), SourceNotification.document(plan));
    out.print(report(ReportFormat.TEXT, Integer.MAX_VALUE));
  }

  private byte[] json() {
    return JsonWriter.toLine(ReviewedPlan.document(plan, environment, packages, lock));
  }

  private String report(ReportFormat format, int most) {
    return new PlanReport(plan, format, most)
        .text(environment, packages, PlanDigest.of(plan, packages, lock));
  }

  /**
   * Compares the plan with the one that was reviewed, and says what a person has to know if it is
   * another one, if it adds a source that {@code live} would not know, or if it replaces a stream
   * within an epoch; nothing otherwise.
   *
   * @param digest of the reviewed plan; empty where none was reviewed
   * @param reviewed its {@code plan.json}; empty where it is not at hand
   */
  List<String> refusal(String digest, Optional<ReviewedPlan> reviewed) {
    var held = new ArrayList<>(HeldVersion.refusal(plan, environment));
    held.addAll(ChangesEpoch.refusal(plan, environment));
    var now = PlanDigest.of(plan, packages, lock);
    if (!held.isEmpty() || digest.isEmpty() || digest.equals(now)) {
      return held;
    }
    var lines = new ArrayList<String>();
    lines.add("this is not the plan that was reviewed: nothing of it can be applied");
    lines.add("reviewed: " + digest);
    lines.add("now:      " + now);
    reviewed.ifPresent(then -> lines.addAll(differences(digest, then)));
    lines.add("read the plan above, and if it is right:");
    lines.add("type: make plan ENV=%s DIGEST=%s".formatted(environment, now));
    return lines;
  }

  private List<String> differences(String digest, ReviewedPlan reviewed) {
    if (!reviewed.digest().equals(digest)) {
      return List.of("REVIEWED is about another plan, with the digest " + reviewed.digest());
    }
    var lines = new ArrayList<String>();
    lines.add("what is different:");
    var now = new ReviewedPlan(new JsonValue("", JsonReader.read(new String(json(), UTF_8))));
    reviewed.differences(now).forEach(line -> lines.add("* " + line));
    return lines;
  }
}
