package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves what becomes of each record in AWS's own forms, and that none is left out. */
class RecordedStreamsTest {
  private static final Path FOLDER = Path.of("src/test/resources/changes");
  private static final String TABLE =
      "arn:aws:dynamodb:us-east-1:111122223333:table/ExampleTableWithStream";
  private static final String STREAM = "arn:aws:kinesis:us-east-1:111122223333:stream/";

  private final List<Row> written = new ArrayList<>();
  private final ChangesFixture function =
      new ChangesFixture(
          ChangesFixture.declarations(
                  0,
                  "{\"name\":\"id\",\"path\":\"$.Id\",\"type\":\"bigint\"}",
                  ChangesFixture.JSON_COLUMN)
              .replace(StreamEvents.TABLE, TABLE)
              .replace(StreamEvents.STREAM, STREAM + "lambda-stream")
              .replace(StreamEvents.OTHER_STREAM, STREAM + "payments")
              .replace("\"orders\",\"epoch\"", "\"ExampleTableWithStream\",\"epoch\""),
          (rows, deadline) -> {
            written.addAll(rows);
            return List.of();
          });

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dynamodb-stream | [101] 4421584500000000017450439093 deleted | ",
        "dynamodb-ttl-deletion | [101] 300000000000123456789 deleted | ",
        "dynamodb-keys-only | [102] 112 deleted | no-new-image",
        "kinesis-dynamodb-microsecond | [101] 1732701600123456 {\"Id\":101,\"Message\":\"New item!\"}"
            + "; [102] 1732701600987654 deleted | ",
        "kinesis-dynamodb-millisecond | [101] 1732701600124000"
            + " {\"Id\":101,\"Message\":\"Before the field was there\"} | ",
        "kinesis-json | [101] 8 deleted | not-json",
        "kinesis-kpl-aggregated |  | aggregated"
      })
  void writesOrRefusesEachRecord(String file, String rows, String code) throws IOException {
    var answer = function.answer(Files.readAllBytes(FOLDER.resolve(file + ".json")));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(written.stream().map(RecordedStreamsTest::text).collect(Collectors.joining("; ")))
        .isEqualTo(rows == null ? "" : rows);
    if (code == null) {
      assertThat(function.objects).isEmpty();
    } else {
      assertThat(function.objects.values())
          .singleElement()
          .asString()
          .contains("\"reason_code\":\"" + code + "\"");
    }
  }

  private static String text(Row row) {
    var parts = row.seq().split("-");
    return "%s %s %s"
        .formatted(
            row.key(),
            parts[1].replaceFirst("^0+", ""),
            row.deleted() ? "deleted" : row.values().getFirst());
  }

  @Test
  void countsTheDeletionsAtTheEndOfTheTimeToLive() throws IOException {
    function.answer(Files.readAllBytes(FOLDER.resolve("dynamodb-ttl-deletion.json")));

    assertThat(function.log()).contains("\"expired\":1");
  }

  @Test
  void everyRecordedRequestIsExpected() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".json"))).hasSize(7);
    }
  }
}
