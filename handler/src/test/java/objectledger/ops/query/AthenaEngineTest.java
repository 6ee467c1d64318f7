package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.BatchGetNamedQueryRequest;
import software.amazon.awssdk.services.athena.model.BatchGetNamedQueryResponse;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.ListNamedQueriesRequest;
import software.amazon.awssdk.services.athena.model.ListNamedQueriesResponse;
import software.amazon.awssdk.services.athena.model.NamedQuery;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StopQueryExecutionResponse;

/** Proves that a statement runs in Athena as it was applied, with its parameters as literals. */
class AthenaEngineTest {
  private final FakeAthena athena = new FakeAthena();
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final AthenaEngine engine =
      new AthenaEngine(
          athena, new DeployedStack.Athena("ledger_db", "group"), shutdown, (tries, most) -> {});
  private final List<List<String>> rows = new ArrayList<>();

  @Test
  void runsTheNamedQueryThatIsAppliedWithItsParametersQuoted() {
    var cost = run();

    assertThat(athena.started.queryString()).isEqualTo("SELECT applied");
    assertThat(athena.started.workGroup()).isEqualTo("group");
    assertThat(athena.started.queryExecutionContext().database()).isEqualTo("ledger_db");
    assertThat(athena.started.executionParameters())
        .containsExactly("'bucket'", "'it''s/'", "'2026-01-31T00:00:00.000Z'");
    assertThat(cost).isEqualTo("by Athena, which scanned 12,345 bytes");
  }

  @Test
  void readsAllPagesAndTakesTheFirstRowForTheNames() {
    run();

    assertThat(rows)
        .containsExactly(
            List.of("key", "size"), List.of("a", "1"), Arrays.asList("b", null), List.of("c", "3"));
  }

  @Test
  void saysWhyAthenaDidNotRunTheStatement() {
    athena.end = QueryExecutionState.FAILED;

    assertThatThrownBy(this::run)
        .isInstanceOf(CommandException.class)
        .hasMessage(
            "Athena did not run the statement state-at (FAILED): Bytes scanned limit was exceeded");
  }

  @Test
  void stopsTheExecutionWhenItIsInterrupted() {
    shutdown.request();
    athena.end = QueryExecutionState.CANCELLED;

    assertThatThrownBy(this::run).isInstanceOf(CommandException.class);
    assertThat(athena.stopped).isTrue();
  }

  @Test
  void saysWhatToTypeWhereTheQueryIsNotApplied() {
    athena.name = "older";

    assertThatThrownBy(this::run)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("the workgroup group has no query state-at: type make plan apply");
  }

  private String run() {
    return engine.run(
        QueryStatement.read("state-at"),
        Map.of("source", "bucket", "prefix", "it's/", "at", "2026-01-31T00:00:00.000Z"),
        new Engine.Rows() {
          @Override
          public void columns(List<String> names) {
            rows.add(names);
          }

          @Override
          public void row(List<String> values) {
            rows.add(values);
          }
        });
  }

  /** Athena with one named query, on the second page of them, whose answer has two pages. */
  private static final class FakeAthena implements AthenaClient {
    private String name = "state-at";
    private QueryExecutionState end = QueryExecutionState.SUCCEEDED;
    private StartQueryExecutionRequest started;
    private boolean stopped;
    private int asked;

    @Override
    public ListNamedQueriesResponse listNamedQueries(ListNamedQueriesRequest request) {
      return request.nextToken() == null
          ? ListNamedQueriesResponse.builder().namedQueryIds("1").nextToken("more").build()
          : ListNamedQueriesResponse.builder().namedQueryIds("2").build();
    }

    @Override
    public BatchGetNamedQueryResponse batchGetNamedQuery(BatchGetNamedQueryRequest request) {
      var found = request.namedQueryIds().contains("2") ? name : "another";
      return BatchGetNamedQueryResponse.builder()
          .namedQueries(NamedQuery.builder().name(found).queryString("SELECT applied").build())
          .build();
    }

    @Override
    public StartQueryExecutionResponse startQueryExecution(StartQueryExecutionRequest request) {
      started = request;
      return StartQueryExecutionResponse.builder().queryExecutionId("run").build();
    }

    @Override
    public GetQueryExecutionResponse getQueryExecution(GetQueryExecutionRequest request) {
      var state = asked++ < 2 ? QueryExecutionState.RUNNING : end;
      return GetQueryExecutionResponse.builder()
          .queryExecution(
              execution ->
                  execution
                      .status(
                          status ->
                              status
                                  .state(state)
                                  .stateChangeReason("Bytes scanned limit was exceeded"))
                      .statistics(statistics -> statistics.dataScannedInBytes(12_345L)))
          .build();
    }

    @Override
    public StopQueryExecutionResponse stopQueryExecution(StopQueryExecutionRequest request) {
      stopped = true;
      return StopQueryExecutionResponse.builder().build();
    }

    @Override
    public GetQueryResultsResponse getQueryResults(GetQueryResultsRequest request) {
      return request.nextToken() == null
          ? page(row("key", "size"), row("a", "1"), row("b", null)).nextToken("more").build()
          : page(row("c", "3")).build();
    }

    private static GetQueryResultsResponse.Builder page(Row... rows) {
      return GetQueryResultsResponse.builder().resultSet(set -> set.rows(rows));
    }

    private static Row row(String... values) {
      return Row.builder()
          .data(Arrays.stream(values).map(v -> Datum.builder().varCharValue(v).build()).toList())
          .build();
    }

    @Override
    public String serviceName() {
      return "athena";
    }

    @Override
    public void close() {}
  }
}
