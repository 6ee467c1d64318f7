package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads members of which those of another type than expected are as if they were absent. */
final class StreamMembers {
  /** Reads a member, with the parser at its value. */
  @FunctionalInterface
  interface Member {
    void read(String name) throws IOException;
  }

  private StreamMembers() {}

  /**
   * Reads the members of an object, or leaves out what is none.
   *
   * @param in at its first token; afterwards at its last
   */
  static void read(JsonParser in, Member member) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = in.currentName();
      in.nextToken();
      member.read(name);
    }
  }

  /** The text of a scalar; empty for anything else. */
  static String scalar(JsonParser in) throws IOException {
    if (in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
      return in.getText();
    }
    in.skipChildren();
    return "";
  }
}
