package objectledger.documents;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Writes the present value of a document as a declared type. */
@FunctionalInterface
interface Conversion {
  /**
   * Writes the value, if the type can hold it and nothing is lost.
   *
   * @param in at a scalar that is not null
   * @return false if nothing was written
   */
  boolean write(JsonParser in, JsonGenerator out) throws IOException;
}
