package objectledger.ops.plan;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import objectledger.ops.TerminalText;

/**
 * The resources that a plan creates, with the ids by which Terraform imports them: an apply that is
 * interrupted while AWS creates a resource does not have it in its state.
 */
final class CreatedResources {
  /**
   * The attributes that form an id, each with the character that separates it from the previous
   * one. Kinds whose creation is idempotent are not listed.
   */
  private static final Map<String, List<String>> IDS =
      Map.of(
          "aws_cloudwatch_log_group", List.of("name"),
          "aws_dynamodb_table", List.of("name"),
          "aws_iam_role", List.of("name"),
          "aws_kinesis_stream", List.of("name"),
          "aws_lambda_alias", List.of("function_name", "/name"),
          "aws_lambda_function", List.of("function_name"),
          "aws_lambda_permission", List.of("function_name", ":qualifier", "/statement_id"),
          "aws_s3_bucket", List.of("bucket"),
          "aws_secretsmanager_secret", List.of("name"));

  private CreatedResources() {}

  /** A line for each resource whose id is known: type, id, address. */
  static List<String> importLines(TerraformPlan plan) {
    return plan.changes().stream()
        .filter(CreatedResources::isMade)
        .filter(change -> parts(change).allMatch(name -> change.after().get(bare(name)).isKnown()))
        .map(
            change ->
                Stream.of(change.type(), id(change), change.address())
                    .map(TerminalText::of)
                    .collect(Collectors.joining("\t")))
        .toList();
  }

  private static boolean isMade(ResourceChange change) {
    return IDS.containsKey(change.type())
        && (change.effect() == ResourceChange.Effect.CREATE
            || change.effect() == ResourceChange.Effect.REPLACE);
  }

  private static String id(ResourceChange change) {
    return parts(change)
        .map(part -> part.replace(bare(part), change.after().get(bare(part)).text()))
        .collect(Collectors.joining());
  }

  private static Stream<String> parts(ResourceChange change) {
    return IDS.get(change.type()).stream();
  }

  private static String bare(String part) {
    return part.replaceFirst("^[:/]", "");
  }
}
