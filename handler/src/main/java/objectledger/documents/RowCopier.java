package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Copies the rows of a document, one after the other, as its table declares them. */
final class RowCopier {
  private final JsonParser in;
  private final RowWriter out;
  private final ColumnType.StructType declared;
  private final Place place;
  private final Columns columns;

  RowCopier(JsonParser in, RowWriter out, ColumnType.StructType declared, Place place) {
    this.in = in;
    this.out = out;
    this.declared = declared;
    this.place = place;
    this.columns = new Columns(place::checkName);
  }

  /** Copies the row at which the parser is. */
  void copyRow() throws IOException {
    out.beginRow();
    members(declared, 1);
    out.endRow();
  }

  private void value(ColumnType type, int depth) throws IOException {
    switch (in.currentToken()) {
      case START_OBJECT -> object(type, depth + 1);
      case START_ARRAY -> array(type, depth + 1);
      case VALUE_NULL -> json().writeNull();
      default -> scalar(type);
    }
  }

  private void object(ColumnType type, int depth) throws IOException {
    place.checkDepth(depth);
    json().writeStartObject();
    switch (type) {
      case ColumnType.StructType struct -> members(struct, depth);
      case ColumnType.Undeclared any -> members(null, depth);
      case ColumnType.MapType map -> entries(map.value(), depth);
      case ColumnType.ListType list -> throw place.mismatch(list);
      case ColumnType.Scalar scalar -> throw place.mismatch(scalar);
    }
    json().writeEndObject();
  }

  /** Copies the members of an object as columns. */
  private void members(ColumnType.StructType struct, int depth) throws IOException {
    columns.begin(depth);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      var member = in.currentName();
      var column = columns.of(member);
      place.checkUse(column.name(), columns.use(column, depth, member), member);
      if (depth == 1 && column.isReserved()) {
        throw place.refuse(
            ReasonCode.RESERVED_COLUMN,
            "a row has no column " + column.name() + ": the function writes it, or a partition is");
      }
      if (in.nextToken() == JsonToken.VALUE_NULL) {
        out.leaveOut(member);
      } else {
        json().writeFieldName(column.written());
        var type = struct == null ? null : struct.fields().get(column.name());
        value(type == null ? ColumnType.Undeclared.TYPE : type, depth);
      }
      out.checkSize();
    }
  }

  /** Copies the entries of a map, whose keys are data. */
  private void entries(ColumnType type, int depth) throws IOException {
    columns.begin(depth);
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      var key = in.currentName();
      place.checkName(key);
      place.checkUse(key, columns.useOther(key, depth, key), key);
      if (in.nextToken() == JsonToken.VALUE_NULL) {
        out.leaveOut(key);
      } else {
        json().writeFieldName(key);
        value(type, depth);
      }
      out.checkSize();
    }
  }

  private void array(ColumnType type, int depth) throws IOException {
    place.checkDepth(depth);
    var element =
        switch (type) {
          case ColumnType.ListType list -> list.element();
          case ColumnType.Undeclared any -> any;
          default -> throw place.mismatch(type);
        };
    json().writeStartArray();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      value(element, depth);
      out.checkSize();
    }
    json().writeEndArray();
  }

  private void scalar(ColumnType type) throws IOException {
    var isText = in.currentToken() == JsonToken.VALUE_STRING;
    if (isText) {
      place.checkText(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    }
    switch (type) {
      case ColumnType.Scalar declaredScalar -> {
        if (!declaredScalar.conversion().write(in, json())) {
          throw place.mismatch(type);
        }
      }
      case ColumnType.Undeclared any -> copy(isText);
      default -> throw place.mismatch(type);
    }
  }

  private void copy(boolean isText) throws IOException {
    if (isText) {
      json().writeString(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    } else if (in.currentToken().isNumeric()) {
      // As the document writes it: no double, which would lose digits.
      json().writeNumber(in.getTextCharacters(), in.getTextOffset(), in.getTextLength());
    } else {
      json().writeBoolean(in.currentToken() == JsonToken.VALUE_TRUE);
    }
  }

  private JsonGenerator json() {
    return out.json();
  }
}
