package objectledger.ops.engines;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonReader;

/**
 * What an engine answered to a statement.
 *
 * @param rows the values as text, null where there is none
 * @param took from the request to the last row
 */
record Answer(List<String> columns, List<List<String>> rows, Duration took) {
  /** The rows, of which maps and structures have their members in the order of the names. */
  List<List<String>> comparable() {
    return rows.stream().map(Answer::comparable).toList();
  }

  private static List<String> comparable(List<String> row) {
    var values = new ArrayList<String>();
    row.forEach(
        value -> values.add(value != null && value.startsWith("{") ? sorted(value) : value));
    return values;
  }

  private static String sorted(String json) {
    var members = new TreeMap<String, String>();
    if (JsonReader.read(json) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> members.put(name.toString(), String.valueOf(value)));
    }
    return members.toString();
  }
}
