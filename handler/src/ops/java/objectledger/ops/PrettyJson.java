package objectledger.ops;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON for a person: a member a line, indented. */
public final class PrettyJson {
  private PrettyJson() {}

  /**
   * Indents a JSON text.
   *
   * @throws UncheckedIOException if it is no JSON
   */
  public static String of(String json) {
    var text = new StringWriter();
    var factory = new JsonFactory();
    try (var in = factory.createParser(json);
        var out = factory.createGenerator(text).setPrettyPrinter(new DefaultPrettyPrinter())) {
      while (in.nextToken() != null) {
        out.copyCurrentEvent(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
