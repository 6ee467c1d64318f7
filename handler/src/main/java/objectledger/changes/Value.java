package objectledger.changes;

import java.util.List;
import java.util.Map;

/** A value of an item, or of plain JSON. */
sealed interface Value {
  Null NULL = new Null();

  record Text(String text) implements Value {}

  /**
   * A number.
   *
   * @param text of the number, as JSON writes it, with all its digits
   */
  record Digits(String text) implements Value {}

  record Truth(boolean value) implements Value {}

  record Null() implements Value {}

  record Binary(String base64) implements Value {}

  record Members(Map<String, Value> members) implements Value {}

  record Elements(List<Value> elements) implements Value {}

  /**
   * What could not be read. It refuses the change where it is needed, so that what nothing needs
   * refuses nothing, and the reader goes on with the next record.
   */
  record Broken(ReasonCode code, String reason) implements Value {}
}
