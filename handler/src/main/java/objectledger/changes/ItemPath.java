package objectledger.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;

/**
 * Where a value is in an item: {@code $}, then {@code .name}, {@code ["any text"]} or {@code [n]}.
 *
 * @param text as it is declared
 * @param steps names and, for elements of arrays, numbers
 */
record ItemPath(String text, List<Object> steps) {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>[A-Za-z0-9_-]+)"
              + "|\\[(?<index>[0-9]{1,9})]"
              + "|\\[(?<text>\"(?:[^\"\\\\]|\\\\.)*\")]");

  /**
   * Reads a path.
   *
   * @throws InvalidInputException if it is none
   */
  static ItemPath parse(String path) {
    var steps = new ArrayList<Object>();
    var matcher = STEP.matcher(path);
    var at = 1;
    while (at < path.length() && matcher.find(at) && matcher.start() == at) {
      if (matcher.group("name") != null) {
        steps.add(matcher.group("name"));
      } else if (matcher.group("index") != null) {
        steps.add(Integer.parseInt(matcher.group("index")));
      } else {
        steps.add(JsonReader.read(matcher.group("text")));
      }
      at = matcher.end();
    }
    if (!path.startsWith("$") || at < path.length()) {
      throw new InvalidInputException(
          "the path %s: write $, then .name, [\"any text\"] or [0] for each step"
              .formatted(JsonText.quote(path)));
    }
    return new ItemPath(path, List.copyOf(steps));
  }

  /**
   * The value there; null if there is none.
   *
   * @param root null if even that is absent
   */
  Value find(Value root) {
    var value = root;
    for (var step : steps) {
      value =
          switch (value) {
            case Value.Members object when step instanceof String name ->
                object.members().get(name);
            case Value.Elements list
                when step instanceof Integer index && index < list.elements().size() ->
                list.elements().get(index);
            case Value.Broken broken -> broken;
            case null, default -> null;
          };
      if (value == null) {
        return null;
      }
    }
    return value;
  }
}
