package objectledger;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The contract of what stands in the ledger bucket: docs/record.schema.json for the journal,
 * docs/latest.schema.json for the latest documents, docs/workflow.schema.json for the markers of
 * calls. {@link ModelS3} checks whatever is written, so every record that any test produces obeys
 * it.
 */
final class RecordSchema {
  private static final JsonSchema RECORD = load("record.schema.json");
  private static final JsonSchema LATEST = load("latest.schema.json");

  private static final JsonSchema WORKFLOW = load("workflow.schema.json");

  private RecordSchema() {}

  /**
   * Checks a document of the ledger bucket.
   *
   * @throws AssertionError if it breaks the contract: an error, which the function never takes for
   *     a failure of S3's
   */
  static void check(String key, byte[] document) {
    var schema =
        key.startsWith("latest/") ? LATEST : key.startsWith("workflow/") ? WORKFLOW : RECORD;
    for (var line : new String(document, StandardCharsets.UTF_8).lines().toList()) {
      var complaints = schema.validate(line, InputFormat.JSON);
      if (!complaints.isEmpty()) {
        throw new AssertionError("%s breaks its schema: %s".formatted(line, complaints));
      }
    }
  }

  private static JsonSchema load(String name) {
    var schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(
                SchemaLocation.of(Path.of("../docs", name).toAbsolutePath().toUri().toString()),
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    schema.initializeValidators();
    return schema;
  }
}
