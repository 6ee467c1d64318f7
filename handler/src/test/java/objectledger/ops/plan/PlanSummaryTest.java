package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves what a plan leaves behind, and that another plan than the reviewed one is refused. */
class PlanSummaryTest {
  @TempDir private Path folder;

  @Test
  void summaryIsThereForAPersonForAPullRequestAndForMachines() throws IOException {
    var printed = new ByteArrayOutputStream();

    summary(Plans.tree("rename"))
        .write(folder, new PrintStream(printed, true, StandardCharsets.UTF_8));

    var json = JsonValue.read(Files.newInputStream(folder.resolve("plan.json")));
    assertThat(json.get("digest").text())
        .isEqualTo(PlanDigest.of(Plans.of("rename"), Plans.PACKAGES, Plans.LOCK));
    assertThat(json.get("package_sha256").text()).isEqualTo(Plans.ZIP);
    assertThat(json.get("add").value()).isEqualTo(13L);
    assertThat(json.get("change").value()).isEqualTo(1L);
    assertThat(json.get("destroy").value()).isEqualTo(15L);
    assertThat(json.get("empty").value()).isEqualTo(false);
    assertThat(Files.readString(folder.resolve("plan.md"))).contains("> [!CAUTION]");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("Plan for dev: 13 to add, 1 to change, 15 to destroy\n")
        .contains("  !! REPLACES THE QUEUE object-ledger-failures-local: module.handler");
    assertThat(Files.readAllLines(folder.resolve("plan.destroys")))
        .containsExactly(
            "queue\tobject-ledger-failures-local"
                + "\thttp://127.0.0.1:5000/123456789012/object-ledger-failures-local"
                + "\tmodule.handler.aws_sqs_queue.failures",
            "bucket\tobject-ledger-ledger-local-123456789012\t-"
                + "\tmodule.ledger_bucket.aws_s3_bucket.this");
  }

  @Test
  void saysOfAPlanThatDestroysAllWhatBecomesOfTheNotificationsOfOthers() throws IOException {
    var tree = Plans.tree("switch");
    var resources = Plans.list(tree.get("resource_changes")).stream().map(Plans::map).toList();
    for (var resource : resources) {
      if (resource.get("mode").equals("managed")) {
        gone(Plans.map(resource.get("change")));
      }
    }
    Plans.map(tree.get("output_changes")).values().forEach(output -> gone(Plans.map(output)));
    var notification =
        Plans.map(
            Plans.resource(tree, "aws_s3_bucket_notification.source_bucket[0]").get("change"));
    Plans.map(notification.get("before")).put("bucket", "landing-eu");

    summary(tree).write(folder, new PrintStream(new ByteArrayOutputStream()));

    assertThat(Files.readAllLines(folder.resolve("plan.notifications")))
        .containsExactly("removes\tlanding-eu\tsource");
    var guard = NotificationCommand.read(folder.resolve("plan.notifications.json"), "dev");
    assertThat(guard.functions()).containsExactly("object-ledger-handler-local");
  }

  private static void gone(Map<String, Object> change) {
    change.put("actions", List.of("delete"));
    change.put("after", null);
    change.put("after_unknown", Map.of());
  }

  @Test
  void summarisesAPlanThatHasNothingToDestroy() throws IOException {
    summary(Map.of("format_version", "1.2", "terraform_version", "1.11.4"))
        .write(folder, new PrintStream(new ByteArrayOutputStream()));

    assertThat(folder.resolve("plan.notifications")).isEmptyFile();
  }

  @Test
  void reviewedPlanIsNotRefused() {
    var digest = PlanDigest.of(Plans.of("switch"), Plans.PACKAGES, Plans.LOCK);

    assertThat(summary(Plans.tree("switch")).refusal(digest, Optional.empty())).isEmpty();
    assertThat(summary(Plans.tree("switch")).refusal("", Optional.empty())).isEmpty();
  }

  @Test
  void otherPlanIsRefusedWithBothDigestsAndWhatToType() {
    var now = PlanDigest.of(Plans.of("switch"), Plans.PACKAGES, Plans.LOCK);

    assertThat(summary(Plans.tree("switch")).refusal("abc", Optional.empty()))
        .containsExactly(
            "this is not the plan that was reviewed: nothing of it can be applied",
            "reviewed: abc",
            "now:      " + now,
            "read the plan above, and if it is right:",
            "type: make plan ENV=dev DIGEST=" + now);
  }

  @Test
  void whatDiffersFromTheReviewedPlanIsListed() {
    var reviewed = reviewed(Plans.tree("switch"), new PlannedPackages("other zip", "other"));
    var tree = Plans.tree("switch");
    var changes = Plans.list(tree.get("resource_changes"));
    var alias = Plans.resource(tree, "module.handler.aws_lambda_alias.live");
    Plans.map(Plans.in(alias, "change", "after")).put("description", "another");
    changes.remove(Plans.resource(tree, "module.handler.aws_lambda_function.this"));
    var key = Plans.resource(tree, "aws_kms_key.alarms[0]");
    Plans.map(key.get("change")).put("actions", List.of("delete"));

    var refusal = summary(tree).refusal(reviewed.digest(), Optional.of(reviewed));

    assertThat(refusal)
        .containsSequence(
            "what is different:",
            "* package_sha256: reviewed other zip, now " + Plans.ZIP,
            "* changes_package_sha256: reviewed other, now ",
            "* aws_kms_key.alarms[0]: reviewed leave, now destroy",
            "* module.handler.aws_lambda_alias.live: update, but with other values",
            "* module.handler.aws_lambda_function.this: reviewed update, now leave");
  }

  @Test
  void outputThatDiffersIsNotPassedOver() {
    var reviewed = reviewed(Plans.tree("switch"), Plans.PACKAGES);
    var tree = Plans.tree("switch");
    Plans.map(Plans.in(tree, "output_changes", "trigger")).put("after", "eventbridge");

    assertThat(summary(tree).refusal(reviewed.digest(), Optional.of(reviewed)))
        .contains("* an output, or a value that is sensitive");
  }

  @Test
  void fileOfAnotherPlanIsNamed() {
    var reviewed = reviewed(Plans.tree("rename"), Plans.PACKAGES);

    assertThat(summary(Plans.tree("switch")).refusal("abc", Optional.of(reviewed)))
        .contains("REVIEWED is about another plan, with the digest " + reviewed.digest());
  }

  @Test
  void planOfAnUnknownFormatIsRefused() {
    var newer = Plans.tree("switch");
    newer.put("format_version", "2.0");
    var strange = Plans.tree("switch");
    Plans.map(Plans.in(strange, "resource_changes", 0, "change")).put("actions", List.of("melt"));

    assertThatThrownBy(() -> Plans.of(newer))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the plan has the format 2.0, and only 1.x is known");
    assertThatThrownBy(() -> summary(strange).refusal("abc", Optional.empty()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("has actions that are not known: [melt]");
  }

  private static PlanSummary summary(Map<String, Object> tree) {
    return new PlanSummary(Plans.of(tree), "dev", Plans.PACKAGES, Plans.LOCK);
  }

  private static ReviewedPlan reviewed(Map<String, Object> tree, PlannedPackages packages) {
    var document = ReviewedPlan.document(Plans.of(tree), "dev", packages, Plans.LOCK);
    return new ReviewedPlan(
        new JsonValue(
            "", JsonReader.read(new String(JsonWriter.toLine(document), StandardCharsets.UTF_8))));
  }
}
