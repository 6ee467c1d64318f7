package objectledger.ops.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Proves under which ids what an interrupted apply has just made is taken over. */
class CreatedResourcesTest {
  @Test
  void namesWhatIsCreatedByTheIdThatImportsIt() {
    assertThat(
            creations(
                List.of(
                    created("aws_s3_bucket", Map.of("bucket", "b")),
                    created("aws_lambda_alias", Map.of("function_name", "f", "name", "live")),
                    created(
                        "aws_lambda_permission",
                        Map.of("function_name", "f", "qualifier", "live", "statement_id", "s")))))
        .containsExactly(
            "aws_lambda_alias\tf/live\taws_lambda_alias.this",
            "aws_lambda_permission\tf:live/s\taws_lambda_permission.this",
            "aws_s3_bucket\tb\taws_s3_bucket.this");
  }

  @Test
  void leavesOutWhatHasNoKnownIdAndWhatAwsMakesOnce() {
    assertThat(
            creations(
                List.of(
                    created("aws_lambda_alias", Map.of("name", "live")),
                    created("aws_sqs_queue", Map.of("name", "q")),
                    change("aws_iam_role", List.of("update"), Map.of("name", "r")))))
        .isEmpty();
  }

  @Test
  void namesWhatIsMadeAnew() {
    assertThat(
            creations(
                List.of(change("aws_iam_role", List.of("delete", "create"), Map.of("name", "r")))))
        .containsExactly("aws_iam_role\tr\taws_iam_role.this");
  }

  private static List<String> creations(List<Map<String, Object>> changes) {
    return CreatedResources.importLines(
        Plans.of(
            Map.of(
                "format_version", "1.2",
                "terraform_version", "1.11.4",
                "resource_changes", changes)));
  }

  private static Map<String, Object> created(String type, Map<String, Object> after) {
    return change(type, List.of("create"), after);
  }

  private static Map<String, Object> change(
      String type, List<String> actions, Map<String, Object> after) {
    return Map.of(
        "address",
        type + ".this",
        "mode",
        "managed",
        "type",
        type,
        "change",
        Map.of("actions", actions, "after", after));
  }
}
