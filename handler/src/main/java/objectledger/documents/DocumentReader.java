package objectledger.documents;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import objectledger.json.JsonText;

/** Reads a document and writes its rows: an object, an array of objects, or several objects. */
final class DocumentReader {
  private static final int MAX_NUMBER = 1_000;

  /**
   * Of a name, which the parser remembers: some 50,000 of them, so that longer ones would fill the
   * memory.
   */
  private static final int MAX_NAME = 1_000;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // Many names are no attack here: the table of names is bounded.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .errorReportConfiguration(
              // A message must not show what is in a document.
              ErrorReportConfiguration.builder().maxErrorTokenLength(0).build())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Limits.DEPTH + 2)
                  .maxStringLength(Limits.ROW)
                  .maxNumberLength(MAX_NUMBER)
                  .maxNameLength(MAX_NAME)
                  .maxDocumentLength(-1)
                  .maxTokenCount(-1)
                  .build())
          .build();

  private final String id;
  private final Instant time;
  private final TableDeclaration table;

  /**
   * @param id of the document
   * @param time of the document
   */
  DocumentReader(String id, Instant time, TableDeclaration table) {
    this.id = id;
    this.time = time;
    this.table = table;
  }

  /**
   * Copies the rows.
   *
   * @return their number, at least one
   * @throws RefusalException if the document is refused
   */
  long copy(DocumentBody body, OutputStream out) throws IOException {
    try (var parser = FACTORY.createParser(body.text())) {
      var place = new Place(parser, body.start());
      try {
        return copy(parser, place, out);
      } catch (RefusalException e) {
        throw new RefusalException(e.refusal().inRow(place.row()));
      } catch (StreamConstraintsException e) {
        throw place.refuse(
            ReasonCode.TOO_LARGE, reason("a name, text or number is too long", e), offset(e));
      } catch (JsonProcessingException e) {
        throw place.refuse(ReasonCode.NOT_JSON, reason("the document is not JSON", e), offset(e));
      }
    }
  }

  private long copy(JsonParser parser, Place place, OutputStream out) throws IOException {
    var rows = new RowWriter(out, place, id, time);
    var copier = new RowCopier(parser, rows, table.columns(), place);
    var token = parser.nextToken();
    var isArray = token == JsonToken.START_ARRAY;
    if (isArray) {
      token = parser.nextToken();
    }
    while (token != null && !(isArray && token == JsonToken.END_ARRAY)) {
      place.nextRow();
      if (token != JsonToken.START_OBJECT) {
        throw place.refuse(
            ReasonCode.NOT_AN_OBJECT, "a row is an object, and not this " + Place.kind(token));
      }
      copier.copyRow();
      token = parser.nextToken();
    }
    if (isArray && parser.nextToken() != null) {
      throw place.refuse(ReasonCode.NOT_JSON, "the document goes on after the array of its rows");
    }
    if (place.row() == 0) {
      throw new RefusalException(ReasonCode.EMPTY, "the document has no row");
    }
    rows.finish();
    return place.row();
  }

  private static long offset(JsonProcessingException e) {
    return e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
  }

  private static String reason(String what, JsonProcessingException e) {
    return what + ": " + JsonText.oneLine(e.getOriginalMessage());
  }
}
