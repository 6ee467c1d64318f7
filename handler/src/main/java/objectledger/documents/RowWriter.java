package objectledger.documents;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes rows as lines, each with the identity and time of its document. */
final class RowWriter {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .rootValueSeparator("\n")
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .streamWriteConstraints(
              StreamWriteConstraints.builder().maxNestingDepth(Limits.DEPTH + 1).build())
          .build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  /** What a member has beside its name, if it is null: quotes, a colon, the word and a comma. */
  private static final int NULL = 8;

  private static final SerializedString INGEST_ID = new SerializedString("ingest_id");
  private static final SerializedString INGEST_TIME = new SerializedString("ingest_time");

  private final CountedStream written;
  private final JsonGenerator json;
  private final Place place;
  private final SerializedString id;
  private final SerializedString time;
  private long rowBegin;
  private long leftOut;

  RowWriter(OutputStream out, Place place, String id, Instant time) throws IOException {
    this.written = new CountedStream(out);
    this.json = FACTORY.createGenerator(written);
    this.place = place;
    this.id = new SerializedString(id);
    this.time = new SerializedString(TIME.format(time));
  }

  private static final class CountedStream extends FilterOutputStream {
    private long count;

    CountedStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }

  JsonGenerator json() {
    return json;
  }

  void beginRow() throws IOException {
    rowBegin = position();
    leftOut = 0;
    json.writeStartObject();
    json.writeFieldName(INGEST_ID);
    json.writeString(id);
    json.writeFieldName(INGEST_TIME);
    json.writeString(time);
  }

  void endRow() throws IOException {
    json.writeEndObject();
  }

  /**
   * Counts a member that is not written. Its name is remembered until its object ends, as those
   * that are written are.
   */
  void leaveOut(String member) {
    leftOut += member.length() + NULL;
  }

  /** Refuses a row as soon as it is too large. */
  void checkSize() {
    if (position() - rowBegin + leftOut > Limits.ROW) {
      throw place.refuse(
          ReasonCode.TOO_LARGE, "a row has more than %s bytes".formatted(Limits.ROW));
    }
  }

  private long position() {
    return written.count + json.getOutputBuffered();
  }

  /** Ends the last line. */
  void finish() throws IOException {
    json.writeRaw('\n');
    json.flush();
  }
}
