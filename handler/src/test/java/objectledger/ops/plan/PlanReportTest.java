package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import objectledger.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a reviewer reads what matters, that none can forge it, and that nothing leaks. */
class PlanReportTest {
  private static final String FUNCTION = "module.handler.aws_lambda_function.this";
  private static final String QUEUE = "module.handler.aws_sqs_queue.failures";

  @Test
  void planWithoutChangesIsOneLine() {
    assertThat(markdown(Plans.tree("nothing")))
        .isEqualTo("Nothing changes in `dev`. Plan digest: `d1`\n");
  }

  @Test
  void changeOfTheTriggerIsToldInTheWordsOfTheStack() {
    var events =
        "s3:IntelligentTiering, s3:LifecycleExpiration:*, s3:LifecycleTransition,"
            + " s3:ObjectAcl:Put, s3:ObjectCreated:*, s3:ObjectRemoved:*, s3:ObjectRestore:*,"
            + " s3:ObjectTagging:*, prefix \"\", suffix \"\"";

    assertThat(markdown(Plans.tree("switch")))
        .isEqualTo(
            """
            ### Plan for dev: 0 to add, 4 to change, 0 to destroy

            - plan digest: `d1`
            - package: `%s`, as before

            ### Trigger

            - trigger of `source`: `direct` → `queue`
            - the notification changes (update): `aws_s3_bucket_notification.source_bucket[0]`
              - removed `lambda_function: arn:aws:lambda:eu-west-1:123456789012:function:object-ledger-handler-local:live for %s`
              - added `queue: arn:aws:sqs:eu-west-1:123456789012:object-ledger-queue-local for %s`

            ### Alias

            - `object-ledger-handler-local:live`: version `1` → `(known after apply)`

            ### Permissions

            - `module.handler.aws_iam_role_policy.this["ledger"]` of `object-ledger-handler-local`, `policy`
              - removed `ReplaceLatest: Allow s3:GetObject, s3:PutObject, s3:PutObjectTagging on arn:aws:s3:::object-ledger-ledger-local-123456789012/latest/*`

            ### Data

            - nothing that keeps data is destroyed

            ### Cost

            - a million objects: `12.88 dollars (direct, 1024 MB, latest on, metrics off)` → `1.13 dollars (queue, 100 a batch, 1024 MB, latest off, metrics off)`
            - alarms, keys, secrets and metrics, a month: `1.50 dollars (1, 1, 1 and 0)`, as before

            ### All changes

            - update `aws_s3_bucket_notification.source_bucket[0]`: `lambda_function`, `queue`
            - update `module.handler.aws_iam_role_policy.this["ledger"]`: `policy`
            - update `module.handler.aws_lambda_alias.live`: `function_version`
            - update `module.handler.aws_lambda_function.this`: `environment`, `qualified_arn`, `qualified_invoke_arn`, `version`
            - outputs: `latest`, `live`, `trigger`
            """
                .formatted(Plans.ZIP, events, events));
  }

  @Test
  void packageAndCostAreThoseOfTheLedgersFunctionAlsoBesideAnother() {
    var tree = Plans.tree("switch");
    var before = packageAndCost(tree);

    create(tree, FUNCTION, "module.documents[0].aws_lambda_function.this", Map.of());
    create(tree, FUNCTION, "module.changes[0].aws_lambda_function.this", Map.of());
    create(
        tree,
        "module.trigger_queue.aws_lambda_event_source_mapping.this",
        "module.changes_trigger[\"orders\"].aws_lambda_event_source_mapping.this",
        Map.of("batch_size", 1000L));

    assertThat(before).hasSize(2);
    assertThat(packageAndCost(tree)).isEqualTo(before);
  }

  /** Lets the plan create another resource, like one that it has but for some values. */
  private static void create(
      Map<String, Object> tree, String like, String address, Map<String, Object> values) {
    var another = new HashMap<>(Plans.resource(tree, like));
    var change = new HashMap<>(Plans.<Map<String, Object>>in(another, "change"));
    var after = new HashMap<>(Plans.<Map<String, Object>>in(change, "after"));
    after.putAll(values);
    change.put("before", null);
    change.put("after", after);
    change.put("actions", List.of("create"));
    another.put("address", address);
    another.put("change", change);
    Plans.list(tree.get("resource_changes")).add(another);
  }

  @Test
  void auditHasItsPriceAndSaysWhereAccessLogsAre() {
    var tree = Plans.tree("switch");
    var trail = List.of("Reads of the sources", "Writes of the ledger", "Writes of the sources");
    add(
        tree,
        "aws_cloudtrail",
        Map.of("advanced_event_selector", named(trail.subList(1, 2))),
        Map.of("advanced_event_selector", named(trail)));
    add(
        tree,
        "aws_s3_bucket_logging",
        null,
        Map.of("bucket", "the-ledger", "target_bucket", "the-logs"));

    assertThat(markdown(Plans.tree("switch"))).doesNotContain("### Audit");
    assertThat(markdown(tree))
        .contains(
            """
            ### Audit

            - the trail, for a million objects: `at most 2.00 dollars (2 data events each)` → `at most 6.00 dollars (6 data events each)`
            - access logs of `the-ledger`: none → `s3://the-logs/`
            - S3 delivers access logs only to a bucket without a customer key and without Object Lock: they have one of their own
            """);
  }

  private static List<Map<String, Object>> named(List<String> selectors) {
    return selectors.stream().map(name -> Map.<String, Object>of("name", name)).toList();
  }

  private static void add(
      Map<String, Object> tree,
      String type,
      Map<String, Object> before,
      Map<String, Object> after) {
    var change = new HashMap<String, Object>();
    change.put("actions", List.of(before == null ? "create" : "update"));
    change.put("before", before);
    change.put("after", after);
    Plans.list(tree.get("resource_changes"))
        .add(Map.of("address", type + ".audit", "mode", "managed", "type", type, "change", change));
  }

  @Test
  void tableTrailAndStreamThatAreDestroyedAreOfWhatKeepsData() {
    var tree = Plans.tree("switch");
    for (var type : List.of("aws_cloudtrail", "aws_dynamodb_table", "aws_kinesis_stream")) {
      Plans.list(tree.get("resource_changes"))
          .add(
              Map.of(
                  "address",
                  type + ".changes[\"orders\"]",
                  "mode",
                  "managed",
                  "type",
                  type,
                  "change",
                  Map.of("actions", List.of("delete"), "before", Map.of("name", "t"))));
    }

    assertThat(markdown(tree))
        .contains("DESTROYS THE TRAIL `t`: `aws_cloudtrail.changes[\"orders\"]`")
        .contains("DESTROYS THE TABLE `t`: `aws_dynamodb_table.changes[\"orders\"]`")
        .contains("DESTROYS THE STREAM `t`: `aws_kinesis_stream.changes[\"orders\"]`");
  }

  @Test
  void packageOfTheChangesFunctionIsToldWhereThereIsOne() {
    var packages = new PlannedPackages(Plans.ZIP, "abc");

    var report =
        new PlanReport(Plans.of("switch"), ReportFormat.MARKDOWN, 9999).text("dev", packages, "d1");

    assertThat(report).contains("\n- package of the changes function: none → `abc`\n");
    assertThat(markdown(Plans.tree("switch"))).doesNotContain("changes function");
  }

  @Test
  void whatIsDestroyedIsShoutedAndFirstOfAllWhatKeepsData() {
    var report = markdown(Plans.tree("rename"));

    assertThat(report)
        .contains(
            """

            > [!CAUTION]
            > - DESTROYS THE KEY `ab2920e6-bdd3-44df-a205-43b6289d6470`: `aws_kms_key.alarms[0]`
            > - REPLACES THE LOG GROUP `/aws/lambda/object-ledger-handler-local`: `module.handler.aws_cloudwatch_log_group.this`
            > - REPLACES THE QUEUE `object-ledger-failures-local`: `module.handler.aws_sqs_queue.failures`
            > - REPLACES THE BUCKET `object-ledger-ledger-local-123456789012`: `module.ledger_bucket.aws_s3_bucket.this`
            > - destroys `aws_cloudwatch_metric_alarm.this["errors"]`
            """)
        .contains("`other-ledger-handler-local:live`: version `1` → `(known after apply)`, and it")
        .contains("- replace `module.handler.aws_iam_role.this` because of `name`\n");
    assertThat(report.indexOf("destroy")).isLessThan(report.indexOf("### Trigger"));
  }

  @Test
  void permissionsMoveWithTheirOwnerAlsoWhereTheirTextStays() {
    assertThat(markdown(Plans.tree("rename")))
        .contains(
            """
            - `module.handler.aws_iam_role_policy.this["parameter-context"]` of `other-ledger-handler-local`, `policy`
              - removed `ReadParameterContext: Allow""")
        .contains(
            """
            - `module.trigger_direct.aws_lambda_permission.source_bucket` of `other-ledger-handler-local`
              - removed `action = lambda:InvokeFunction, qualifier = live, principal = s3.amazonaws.com, source_arn = arn:aws:s3:::object-ledger-source-local-123456789012, source_account = 123456789012`
              - added `action = lambda:InvokeFunction, qualifier = live, principal = s3.amazonaws.com, source_arn = arn:aws:s3:::other-ledger-source-local-123456789012, source_account = 123456789012`
            """)
        .contains("added `RunFunction: Allow sts:AssumeRole for Service lambda.amazonaws.com`");
  }

  @ParameterizedTest
  @CsvSource({
    "queue, eventbridge, to",
    "direct, eventbridge, to",
    "eventbridge, direct, from",
    "eventbridge, queue, from",
    "queue, queue+eventbridge, ''",
    "queue+eventbridge, eventbridge, ''",
    "eventbridge, eventbridge+direct, ''",
    "eventbridge+direct, direct, ''",
    "direct, queue, ''",
    "'', eventbridge, ''",
    "eventbridge, '', ''",
  })
  void switchThatTurnsTheFormerWayOffAtOnceIsWarnedOf(String before, String after, String way) {
    var tree = Plans.tree("switch");
    var address = "aws_s3_bucket_notification.source_bucket[0]";
    var change = Plans.map(Plans.resource(tree, address).get("change"));
    change.put("before", notification(before));
    change.put("after", notification(after));

    var report = markdown(tree);

    if (way.isEmpty()) {
      assertThat(report).doesNotContain("LOSES EVENTS");
    } else {
      assertThat(report)
          .containsSubsequence(
              "> [!CAUTION]",
              "> - LOSES EVENTS FOR SOME MINUTES: the notification goes " + way + " EventBridge",
              "Set sources.source.switching_from to the trigger of before",
              "### Trigger");
    }
  }

  private static Map<String, Object> notification(String ways) {
    if (ways.isEmpty()) {
      return null;
    }
    var block = new LinkedHashMap<String, Object>();
    block.put("bucket", "source");
    block.put("eventbridge", ways.contains("eventbridge"));
    if (ways.contains("direct")) {
      block.put("lambda_function", List.of(Map.of("lambda_function_arn", "live")));
    }
    if (ways.contains("queue")) {
      block.put("queue", List.of(Map.of("queue_arn", "queue")));
    }
    return block;
  }

  @Test
  void eachSourceHasItsTriggerAndEachTriggerItsCost() {
    var tree = Plans.tree("switch");
    var outputs = Plans.map(tree.get("output_changes"));
    outputs.remove("trigger");
    outputs.put(
        "sources",
        Map.of(
            "actions", List.of("update"),
            "before", Map.of("invoices", Map.of("trigger", "direct")),
            "after",
                Map.of(
                    "invoices", Map.of("trigger", "direct"),
                    "orders", Map.of("trigger", "queue"))));

    assertThat(markdown(tree))
        .contains("- trigger of `invoices`: `direct`, as before\n")
        .contains("- trigger of `orders`: none → `queue`\n")
        .containsPattern("→ `6.48 dollars \\(direct.*\\); .* dollars \\(queue.*\\)`");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLIANCE, by nobody, by who has",
    "GOVERNANCE, only by who has s3:BypassGovernanceRetention, by nobody",
  })
  void objectLockOfANewLedgerIsSaidToBeForEver(String mode, String who, String not) {
    var tree = Plans.tree("rename");
    var ledger = ledger(tree, List.of("create"), false, true);
    ledger.put("before", null);
    lock(tree, mode);

    assertThat(markdown(tree))
        .containsSubsequence(
            "> [!CAUTION]", "> - OBJECT LOCK CANNOT BE TAKEN BACK: ", "### Trigger")
        .contains(who)
        .contains("`30` days")
        .doesNotContain(not)
        .doesNotContain("TURNS OBJECT LOCK");
  }

  @Test
  void objectLockThatMakesTheLedgerAnewIsSaidToDoSo() {
    var tree = Plans.tree("rename");
    ledger(tree, List.of("delete", "create"), false, true);
    lock(tree, "COMPLIANCE");
    assertThat(markdown(tree))
        .contains("TURNS OBJECT LOCK ON, for which the ledger bucket is made anew")
        .contains("OBJECT LOCK CANNOT BE TAKEN BACK");

    ledger(tree, List.of("delete", "create"), true, false);
    assertThat(markdown(tree))
        .contains("TURNS OBJECT LOCK OFF")
        .doesNotContain("OBJECT LOCK CANNOT BE TAKEN BACK");

    ledger(tree, List.of("update"), true, true);
    assertThat(markdown(tree)).doesNotContain("OBJECT LOCK");
  }

  private static Map<String, Object> ledger(
      Map<String, Object> tree, List<String> actions, boolean before, boolean after) {
    var address = "module.ledger_bucket.aws_s3_bucket.this";
    var change = Plans.map(Plans.resource(tree, address).get("change"));
    change.put("actions", actions);
    Plans.map(change.get("before")).put("object_lock_enabled", before);
    Plans.map(change.get("after")).put("object_lock_enabled", after);
    change.put("replace_paths", List.of(List.of("object_lock_enabled")));
    return change;
  }

  private static void lock(Map<String, Object> tree, String mode) {
    Plans.map(tree.get("output_changes"))
        .put(
            "object_lock",
            Map.of("actions", List.of("create"), "after", Map.of("mode", mode, "days", 30)));
  }

  @Test
  void weightsOfTheAliasAreShown() {
    var tree = Plans.tree("switch");
    var after = Plans.in(alias(tree), "change", "after");
    Plans.map(after).put("function_version", "1");
    Plans.map(after)
        .put("routing_config", List.of(Map.of("additional_version_weights", Map.of("2", 0.2))));
    Plans.map(alias(tree).get("change")).put("after_unknown", Map.of());

    assertThat(markdown(tree))
        .contains("version `1`, as before\n  - share of other versions: none → `{2=0.2}`\n");
  }

  @Test
  void aliasThatIsDestroyedOrReplacedIsSaidToBeSo() {
    var tree = Plans.tree("switch");
    var change = Plans.map(alias(tree).get("change"));
    change.put("actions", List.of("delete", "create"));

    assertThat(markdown(tree)).contains(", and it is replaced\n");

    change.put("actions", List.of("delete"));
    assertThat(markdown(tree)).contains(", and it is destroyed\n");
  }

  @Test
  void retentionThatChangesIsSaid() {
    var tree = Plans.tree("rename");
    var queue = Plans.map(Plans.resource(tree, QUEUE).get("change"));
    queue.put("actions", List.of("update"));
    Plans.map(queue.get("after")).put("message_retention_seconds", 60);

    assertThat(markdown(tree)).contains("- for how long something is kept: `" + QUEUE + "`\n");
  }

  @Test
  void memoryAndAlarmsCountInTheCost() {
    var tree = Plans.tree("switch");
    Plans.map(Plans.in(Plans.resource(tree, FUNCTION), "change", "after")).put("memory_size", 2048);
    Plans.map(Plans.resource(tree, "aws_cloudwatch_metric_alarm.this[\"errors\"]").get("change"))
        .put("after", null);

    assertThat(markdown(tree))
        .contains("→ `1.14 dollars (queue, 100 a batch, 2048 MB, latest off, metrics off)`")
        .contains("`1.50 dollars (1, 1, 1 and 0)` → `1.40 dollars (0, 1, 1 and 0)`");
  }

  @Test
  void metricsOfEachSourceCountInTheCost() {
    var tree = Plans.tree("switch");
    var after = Plans.map(Plans.in(Plans.resource(tree, FUNCTION), "change", "after"));
    var block = Plans.map(Plans.list(after.get("environment")).getFirst());
    Plans.map(block.get("variables")).put("METRICS_SOURCES", "invoices,orders");

    assertThat(markdown(tree))
        .contains("→ `1.13 dollars (queue, 100 a batch, 1024 MB, latest off, metrics on)`")
        .contains("`1.50 dollars (1, 1, 1 and 0)` → `6.00 dollars (1, 1, 1 and 15)`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"switch", "rename"})
  void nothingSensitiveIsPrintedInAnyWay(String name) {
    var tree = Plans.tree(name);
    for (var resource : Plans.list(tree.get("resource_changes"))) {
      var change = Plans.map(Plans.map(resource).get("change"));
      for (var side : List.of("before", "after")) {
        change.computeIfPresent(side, (key, value) -> poisoned(value));
        change.put(side + "_sensitive", true);
      }
    }

    var summary = new PlanSummary(Plans.of(tree), "dev", Plans.PACKAGES, Plans.LOCK);

    assertThat(markdown(tree)).doesNotContain("canary").contains("(sensitive)");
    assertThat(report(tree, ReportFormat.TEXT, Integer.MAX_VALUE)).doesNotContain("canary");
    assertThat(summary.refusal("reviewed", Optional.empty()).toString()).doesNotContain("canary");
    assertThat(DataLoss.toAsk(Plans.of(tree)).toString()).doesNotContain("canary");
  }

  @Test
  void sensitivePolicyThatChangesIsNotHidden() {
    var tree = Plans.tree("switch");
    var policy = Plans.resource(tree, "module.handler.aws_iam_role_policy.this[\"ledger\"]");
    for (var side : List.of("before", "after")) {
      Plans.map(policy.get("change")).put(side + "_sensitive", Map.of("policy", true));
    }

    assertThat(markdown(tree))
        .contains("`policy`\n  - changes in a way that no line here can show\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "`</code></pre><script>alert(1)</script>",
        "a`b``c```d",
        "@octocat please merge, fixes #1",
        "[click](https://example.com) ![x](https://example.com/x.png)",
        "one\n\n### Plan for prod: 0 to destroy\n\n",
        "<!-- object-ledger: plan of prod -->",
        "| a | b |\n| - | - |",
        "\u202Egnp.exe\u202C \u001B[2J \u2028 \u0000",
        "   ",
        "\\`x\\`",
        "%s %n %d",
      })
  void hostileTextStaysInsideItsCodeSpan(String hostile) {
    assertThat(outside(markdown(named(hostile)))).isEqualTo(outside(markdown(named("harmless"))));
    assertThat(markdown(named(hostile))).doesNotContain("<", "\u202E", "\u001B", "\u2028");
  }

  @Property(tries = 200)
  void noTextEverLeavesItsCodeSpan(@ForAll String any) {
    var hostile = wellFormed(any);

    assertThat(outside(markdown(named(hostile)))).isEqualTo(outside(markdown(named("harmless"))));
  }

  @Test
  void longPlanIsCutToWhatACommentHoldsAndKeepsItsCountsAndShouts() {
    var tree = Plans.tree("switch");
    var changes = Plans.list(tree.get("resource_changes"));
    for (var i = 0; i < 3_000; i++) {
      changes.add(destroyed("aws_s3_bucket", "ledger-" + i, "é".repeat(i % 200)));
      changes.add(destroyed("aws_sns_topic", "topic-" + i, ""));
    }

    var report = markdown(tree);

    assertThat(report.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(65_000);
    assertThat(report)
        .startsWith("### Plan for dev: 0 to add, 4 to change, 6000 to destroy\n")
        .contains("> - DESTROYS THE BUCKET `ledger-0")
        .containsPattern("> - … and [0-9]{4} more are destroyed or replaced\n")
        .contains("### Trigger")
        .containsPattern("\n[0-9]{4} more lines are left out: the plan is too long\n$");
    assertThat(report(tree, ReportFormat.TEXT, Integer.MAX_VALUE))
        .contains("DESTROYS THE BUCKET ledger-2999")
        .doesNotContain("left out");
  }

  private static Map<String, Object> destroyed(String type, String name, String more) {
    return Map.of(
        "address",
        type + ".this[\"" + name + more + "\"]",
        "mode",
        "managed",
        "type",
        type,
        "change",
        Map.of("actions", List.of("delete"), "before", Map.of("bucket", name)));
  }

  /** A plan in which whatever can have a name has this one. */
  private static Map<String, Object> named(String text) {
    var tree = Plans.tree("rename");
    var changes = Plans.list(tree.get("resource_changes"));
    changes.add(destroyed("aws_s3_bucket", text, ""));
    var tagged = Plans.in(alias(tree), "change", "after");
    Plans.map(tagged).put("name", text);
    Plans.map(tagged).put("function_version", text);
    Plans.map(Plans.in(tree, "output_changes", "trigger")).put("after", text);
    var move = Plans.resource(tree, "aws_secretsmanager_secret.parameters[\"context\"]");
    move.put("previous_address", text);
    Plans.map(move.get("change")).put("actions", List.of("no-op"));
    var statement = Map.of("Statement", Map.of("Sid", text, "Effect", text, text, text));
    Plans.map(Plans.in(Plans.resource(tree, QUEUE), "change", "after"))
        .put("policy", new String(JsonWriter.toLine(statement), StandardCharsets.UTF_8).strip());
    return tree;
  }

  /** What is left of Markdown without its code spans, which are all of one backtick. */
  private static String outside(String markdown) {
    return markdown.replaceAll("`[^`\n]*`|\\(empty\\)", "X");
  }

  private static String wellFormed(String text) {
    var characters = new ArrayList<String>();
    text.codePoints()
        .filter(character -> character < 0xD800 || character > 0xDFFF)
        .forEach(character -> characters.add(Character.toString(character)));
    return String.join("", characters) + "z";
  }

  private static Object poisoned(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, Object>();
        map.forEach((name, member) -> members.put((String) name, poisoned(member)));
        yield members;
      }
      case List<?> list -> list.stream().map(PlanReportTest::poisoned).toList();
      case String text -> "canary " + text;
      case null, default -> value;
    };
  }

  private static Map<String, Object> alias(Map<String, Object> tree) {
    return Plans.resource(tree, "module.handler.aws_lambda_alias.live");
  }

  private static List<String> packageAndCost(Map<String, Object> tree) {
    return markdown(tree)
        .lines()
        .filter(line -> line.startsWith("- package: ") || line.startsWith("- a million objects: "))
        .toList();
  }

  private static String markdown(Map<String, Object> tree) {
    return report(tree, ReportFormat.MARKDOWN, PlanReport.MAX_BYTES);
  }

  private static String report(Map<String, Object> tree, ReportFormat format, int most) {
    return new PlanReport(Plans.of(tree), format, most).text("dev", Plans.PACKAGES, "d1");
  }
}
