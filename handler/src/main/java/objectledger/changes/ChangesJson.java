package objectledger.changes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * The parser of payloads and of the data in them. Its limits are above what DynamoDB and Kinesis
 * can send: one record beyond a limit must not fail those beside it.
 */
final class ChangesJson {
  /** Lambda accepts at most 6 MB. */
  static final int MAX_BYTES = 8 << 20;

  /** Objects and arrays in each other. DynamoDB allows 32, CrateDB some 900. */
  static final int MAX_DEPTH = 500;

  /** Bounds the parser's own memory, far beyond what a value may be. */
  private static final int MAX_NESTING = 20_000;

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Names are data: they must not stay in memory, and no choice of them may fail a batch.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_NESTING)
                  .maxStringLength(MAX_BYTES)
                  .maxNameLength(MAX_BYTES)
                  .maxNumberLength(MAX_BYTES)
                  .build())
          .build();

  private ChangesJson() {}
}
