package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Proves the texts of the statements for both dialects. Those for CrateDB have no server in the
 * tests, so they are compared with the form that was tried on a CrateDB 6.3.
 */
class StatementsTest {
  private static final List<Column> KEYS =
      List.of(
          new Column("id", "$.id", ColumnType.TEXT, 0, 0),
          new Column("part", "$.part", ColumnType.BIGINT, 0, 0));
  private static final List<Column> COLUMNS =
      List.of(
          new Column("at", "$.at", ColumnType.TIMESTAMP, 0, 0),
          new Column("data", "$", ColumnType.JSON, 0, 0),
          new Column("price", "$.price", ColumnType.NUMERIC, 10, 2));

  static Target target(Dialect dialect, List<Column> keys, List<Column> columns) {
    return new Target(
        dialect,
        "db.example.com",
        5432,
        "shop",
        dialect == Dialect.CRATEDB ? "doc" : "public",
        "orders",
        "",
        "DATABASE_USER",
        "DATABASE_PASSWORD",
        false,
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        keys,
        columns);
  }

  @Test
  void theTableOfPostgresqlComparesKeysAndSeqByTheirBytes() {
    assertThat(TableDefinition.of(target(Dialect.POSTGRESQL, KEYS, COLUMNS)))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "public"."orders" (
              "id" text COLLATE "C" NOT NULL,
              "part" bigint NOT NULL,
              "seq" text COLLATE "C" NOT NULL,
              "deleted" boolean NOT NULL,
              "at" timestamptz,
              "data" jsonb,
              "price" numeric(10,2),
              PRIMARY KEY ("id", "part")
            )""");
  }

  @Test
  void theTableOfCratedbKeepsObjectsOutOfItsColumns() {
    assertThat(TableDefinition.of(target(Dialect.CRATEDB, KEYS, COLUMNS)))
        .isEqualTo(
            """
            CREATE TABLE IF NOT EXISTS "doc"."orders" (
              "id" text NOT NULL,
              "part" bigint NOT NULL,
              "seq" text NOT NULL,
              "deleted" boolean NOT NULL,
              "at" timestamp with time zone,
              "data" object(ignored),
              "price" numeric(10,2),
              PRIMARY KEY ("id", "part")
            )""");
  }

  @Test
  void theStatementOfPostgresqlCastsWithoutLengthsAndComparesSeqByItsBytes() {
    assertThat(UpsertText.of(target(Dialect.POSTGRESQL, KEYS, COLUMNS)).batch())
        .isEqualTo(
            """
            INSERT INTO "public"."orders" AS t ("id", "part", "seq", "deleted", "at", "data", "price")
            SELECT k0, k1::bigint, s, d, c0::timestamptz, c1::jsonb, c2::numeric \
            FROM unnest(?::text[], ?::text[], ?::text[], ?::boolean[], ?::text[], ?::text[], ?::text[]) \
            AS u(k0, k1, s, d, c0, c1, c2)
            ON CONFLICT ("id", "part") DO UPDATE SET "seq" = excluded."seq", \
            "deleted" = excluded."deleted", "at" = excluded."at", "data" = excluded."data", \
            "price" = excluded."price"
            WHERE t."seq" COLLATE "C" < excluded."seq" COLLATE "C\"""");
  }

  @Test
  void theStatementOfCratedbComparesForEachColumnAndHasItsSelectInBrackets() {
    var text = UpsertText.of(target(Dialect.CRATEDB, KEYS.subList(0, 1), COLUMNS.subList(1, 2)));

    assertThat(text.batch())
        .isEqualTo(
            """
            INSERT INTO "doc"."orders" ("id", "seq", "deleted", "data")
            (SELECT k0, s, d, c0::object \
            FROM unnest(?::text[], ?::text[], ?::boolean[], ?::text[]) AS u(k0, s, d, c0))
            ON CONFLICT ("id") DO UPDATE SET \
            "deleted" = CASE WHEN "seq" < excluded."seq" THEN excluded."deleted" ELSE "deleted" END, \
            "data" = CASE WHEN "seq" < excluded."seq" THEN excluded."data" ELSE "data" END, \
            "seq" = GREATEST("seq", excluded."seq")""");
    assertThat(text.returning()).isEqualTo(text.batch() + "\nRETURNING \"id\"");
    assertThat(text.single())
        .contains("VALUES (?::text, ?::text, ?::boolean, ?::text::object)\nON");
  }
}
