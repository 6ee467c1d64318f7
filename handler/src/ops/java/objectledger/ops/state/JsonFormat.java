package objectledger.ops.state;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import objectledger.json.JsonWriter;

/** One JSON object a line, with the columns that have a value. */
final class JsonFormat implements RowFormat {
  private final PrintStream out;
  private List<String> names = List.of();

  JsonFormat(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> names) {
    this.names = names;
  }

  @Override
  public void row(List<String> values) {
    var fields = new LinkedHashMap<String, Object>();
    for (var i = 0; i < names.size(); i++) {
      if (values.get(i) != null) {
        fields.put(names.get(i), typed(names.get(i), values.get(i)));
      }
    }
    out.print(new String(JsonWriter.toLine(fields), StandardCharsets.UTF_8));
  }

  private static Object typed(String name, String value) {
    if (name.startsWith("is_")) {
      return Boolean.valueOf(value);
    }
    return name.startsWith("size") ? Long.valueOf(value) : value;
  }
}
