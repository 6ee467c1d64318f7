package objectledger.ops.verify;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The contract of the statements, docs/statement.schema.json, which every written one obeys. */
final class StatementSchema {
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(
              SchemaLocation.of(
                  Path.of("../docs/statement.schema.json").toAbsolutePath().toUri().toString()),
              SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());

  private StatementSchema() {}

  /** Checks the bytes of a statement. */
  static void check(byte[] statement) {
    var line = new String(statement, StandardCharsets.UTF_8);
    var complaints = SCHEMA.validate(line, InputFormat.JSON);
    if (!complaints.isEmpty() || line.indexOf('\n') != line.length() - 1) {
      throw new AssertionError("%s breaks its schema: %s".formatted(line, complaints));
    }
  }
}
