package objectledger.ops.adopt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object of a values file, or the file itself, which is written like the inside of one.
 *
 * @param hcl the whole file
 * @param start where its inside begins
 * @param end where its inside ends: at the closing brace, or at the end of the file
 * @param items in their order
 */
record HclObject(HclScanner hcl, int start, int end, List<Item> items) {
  /**
   * A name and its value, each with its place.
   *
   * @param name without quotes; empty where it is written in another way
   */
  record Item(String name, int nameStart, int valueStart, int valueEnd) {}

  /** The file. */
  static HclObject ofFile(HclScanner hcl) {
    return read(hcl, 0, false);
  }

  /** The value of an item, if it is nothing but an object. */
  Optional<HclObject> inside(Item item) {
    if (hcl.at(item.valueStart()) != '{'
        || hcl.skipBrackets(item.valueStart()) != item.valueEnd()) {
      return Optional.empty();
    }
    return Optional.of(read(hcl, item.valueStart() + 1, true));
  }

  Optional<Item> item(String name) {
    return items.stream().filter(item -> item.name().equals(name)).findFirst();
  }

  private static HclObject read(HclScanner hcl, int start, boolean closes) {
    var items = new ArrayList<Item>();
    var i = hcl.skipBlanks(start, true);
    while (i < hcl.text().length() && hcl.at(i) != '}') {
      var item = item(hcl, i);
      items.add(item);
      i = hcl.skipBlanks(item.valueEnd(), true);
      if (hcl.at(i) == ',') {
        i = hcl.skipBlanks(i + 1, true);
      }
    }
    if (closes != (hcl.at(i) == '}')) {
      throw hcl.unknown(i);
    }
    return new HclObject(hcl, start, i, items);
  }

  private static Item item(HclScanner hcl, int start) {
    var nameEnd = hcl.skipToken(start);
    var sign = hcl.skipBlanks(nameEnd, false);
    if ((hcl.at(sign) != '=' && hcl.at(sign) != ':') || hcl.at(sign + 1) == '=') {
      throw hcl.unknown(sign);
    }
    var valueStart = hcl.skipBlanks(sign + 1, false);
    var valueEnd = valueStart;
    for (var i = valueStart; !isAfterValue(hcl, i); i = hcl.skipBlanks(valueEnd, false)) {
      valueEnd = hcl.skipToken(i);
    }
    if (valueEnd == valueStart) {
      throw hcl.unknown(valueStart);
    }
    return new Item(
        hcl.text().substring(start, nameEnd).replaceAll("^\"(.*)\"$", "$1"),
        start,
        valueStart,
        valueEnd);
  }

  private static boolean isAfterValue(HclScanner hcl, int position) {
    return switch (hcl.at(position)) {
      case 0, '\n', ',', '}' -> true;
      default -> hcl.isLineComment(position);
    };
  }
}
