package objectledger.ops.query;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import objectledger.lambda.Backoff;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.NamedQuery;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;

/**
 * Runs statements in Athena: the named queries that are applied, in their workgroup, which limits
 * what they may read.
 *
 * @param backoff the wait between two questions for the state of an execution
 */
public record AthenaEngine(
    AthenaClient athena, DeployedStack.Athena place, ShutdownSignal shutdown, Backoff backoff)
    implements Engine {
  private static final int NAMES_A_CALL = 50;
  private static final Duration MAX_DELAY = Duration.ofSeconds(5);

  @Override
  public String run(QueryStatement statement, Map<String, String> values, Rows rows) {
    var id = start(statement, values);
    var execution = await(id);
    if (execution.status().state() != QueryExecutionState.SUCCEEDED) {
      throw new CommandException(
          "Athena did not run the statement %s (%s): %s"
              .formatted(
                  statement.name(),
                  execution.status().stateAsString(),
                  execution.status().stateChangeReason()));
    }
    read(id, rows);
    return String.format(
        Locale.ROOT,
        "by Athena, which scanned %,d bytes",
        execution.statistics().dataScannedInBytes());
  }

  private String start(QueryStatement statement, Map<String, String> values) {
    var given = statement.values(values).stream().map(SqlText::quote).toList();
    var started =
        athena.startQueryExecution(
            start ->
                start
                    .queryString(named(statement.name()).queryString())
                    .workGroup(place.workgroup())
                    .queryExecutionContext(context -> context.database(place.database()))
                    .executionParameters(given));
    return started.queryExecutionId();
  }

  /** The named query as it was applied, which may be older than this checkout. */
  private NamedQuery named(String name) {
    for (var page :
        athena.listNamedQueriesPaginator(
            list -> list.workGroup(place.workgroup()).maxResults(NAMES_A_CALL))) {
      if (page.namedQueryIds().isEmpty()) {
        continue;
      }
      var found =
          athena
              .batchGetNamedQuery(get -> get.namedQueryIds(page.namedQueryIds()))
              .namedQueries()
              .stream()
              .filter(query -> query.name().equals(name))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new CommandException(
        "the workgroup %s has no query %s: type make plan apply, or leave ENGINE out"
            .formatted(place.workgroup(), name));
  }

  private QueryExecution await(String id) {
    for (var tries = 1; ; tries++) {
      var execution = athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
      switch (execution.status().state()) {
        case QUEUED, RUNNING -> {
          if (shutdown.isRequested()) {
            var unused = athena.stopQueryExecution(stop -> stop.queryExecutionId(id));
          }
          backoff.after(tries, MAX_DELAY);
        }
        default -> {
          return execution;
        }
      }
    }
  }

  /** The first row of the first page has the names of the columns. */
  private void read(String id, Rows rows) {
    var isFirst = true;
    for (var page : athena.getQueryResultsPaginator(get -> get.queryExecutionId(id))) {
      for (var row : page.resultSet().rows()) {
        if (isFirst) {
          rows.columns(values(row));
          isFirst = false;
        } else {
          rows.row(values(row));
        }
      }
    }
  }

  private static List<String> values(Row row) {
    return row.data().stream().map(Datum::varCharValue).toList();
  }

  @Override
  public void close() {
    athena.close();
  }
}
