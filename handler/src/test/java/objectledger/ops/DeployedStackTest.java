package objectledger.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that the outputs of ingress and documents are read, and that a stack may have neither. */
class DeployedStackTest {
  private static final String STACK =
      """
      {"region": {"value": "eu-west-1"}, "environment": {"value": "dev"},
       "account_id": {"value": "123456789012"}, "sources": {"value": {}},
       "ledger_bucket": {"value": "ledger"}, "latest": {"value": {"enabled": true}},
       "live": {"value": {"version": "7", "arn": "a:f:live"}}, "log_group": {"value": "/logs"},
       "failure_queues": {"value": {"handler": {"url": "https://h"}}}MORE}
      """;

  @TempDir Path folder;

  private DeployedStack read(String more) throws IOException {
    return DeployedStack.read(
        Files.writeString(folder.resolve("stack.json"), STACK.replace("MORE", more)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"ingress\": {\"value\": null}, \"documents\": {\"value\": null}"})
  void stackMayHaveNoIngressAndNoDocuments(String outputs) throws IOException {
    var stack = read(outputs);

    assertThat(stack.ingress()).isEmpty();
    assertThat(stack.documents()).isEmpty();
    assertThat(stack.failureQueues()).isEqualTo(Map.of("handler", "https://h"));
  }

  @Test
  void ingressAndDocumentsAreReadAsTerraformGivesThem() throws IOException {
    var stack =
        read(
            """
            , "ingress": {"value": {"api_id": "abc", "stage": "v1", "url": "https://x/v1",
              "bucket": "in", "authorization": "iam", "user_pool_id": null, "client_id": null,
              "path": "table/{table}/object"}},
            "documents": {"value": {"bucket": "lake", "log_group": "/aws/lambda/d",
              "live": {"arn": "d:live", "name": "live", "function_name": "d", "version": "3"},
              "failure_queues": {"documents": {"arn": "a", "name": "n", "url": "https://d"}},
              "tables": {"orders": {"columns": {}}}}}
            """);

    assertThat(stack.ingress())
        .contains(new IngressApi("abc", "v1", "https://x/v1", "in", "iam", "", ""));
    var documents = stack.documents().orElseThrow();
    assertThat(documents.bucket()).isEqualTo("lake");
    assertThat(documents.name()).isEqualTo("d");
    assertThat(documents.failureQueues()).isEqualTo(Map.of("documents", "https://d"));
    assertThat(documents.tables()).containsExactly("orders");
    assertThat(documents.acceptsUndeclared()).isFalse();
    assertThat(documents.logGroup()).isEqualTo("/aws/lambda/d");
    assertThat(stack.logCommand("documents"))
        .isEqualTo("make logs ENV=dev FUNCTION=documents SINCE=1h");
  }

  @Test
  void changesAreReadAsTerraformGivesThem() throws IOException {
    var changes =
        read("""
                , "changes": {"value": {"bucket": "c", "log_group": "/aws/lambda/c",
                  "declarations": "{\\"labels\\":{\\"orders\\":{\\"source\\":\\"arn:t:table/o\\"}}}",
                  "live": {"arn": "c:live", "name": "live", "function_name": "c", "version": "3"},
                  "failure_queues": {"changes": {"arn": "a", "name": "n", "url": "https://c"}},
                  "mappings": {"orders": "0a"}, "streams": {"orders": {"arn": "arn:s"}}}}
                """)
            .changes()
            .orElseThrow();

    assertThat(changes.bucket()).isEqualTo("c");
    assertThat(changes.name()).isEqualTo("c");
    assertThat(changes.labels()).containsExactly("orders");
    assertThat(changes.failureQueues()).isEqualTo(Map.of("changes", "https://c"));
    assertThat(changes.labelOfStream("arn:t:table/o/stream/2026-11-28T00:00:00.000"))
        .contains("orders");
    assertThat(changes.labelOfStream("arn:t:table/other")).isEmpty();
    assertThat(changes.labelOfMapping("0a")).contains("orders");
    assertThat(read("").changes()).isEmpty();
  }
}
