package objectledger.documents;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A document of a test, with the rows that it must become, or the reason for which it must be
 * refused. Both are made from the same choices, and nothing of the function's code is used.
 *
 * @param content as it is posted
 * @param rows as maps, lists, texts, booleans, {@link Digits} and null
 * @param refusal null if the document must be stored
 */
record GeneratedDocument(byte[] content, List<Map<String, Object>> rows, ReasonCode refusal) {
  /** A number as it is written. */
  record Digits(String text) {}

  private static final List<String> WORDS =
      List.of("order", "unit", "price", "net", "amount", "customer", "street", "id", "http", "tax");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "plain",
          "ü",
          "日本語",
          "😀",
          "a\nb",
          "\t",
          "\"",
          "\\",
          "/",
          "\u0001",
          "\u007F",
          "\u2028",
          "\u00A0",
          "{\"a\":1}",
          "null",
          "👨‍👩‍👧",
          "\uFEFF",
          "e\u0301",
          "\uFFFF");

  private static final List<ReasonCode> POISONS =
      List.of(
          ReasonCode.DUPLICATE_NAME,
          ReasonCode.COLUMN_COLLISION,
          ReasonCode.RESERVED_COLUMN,
          ReasonCode.TOO_DEEP,
          ReasonCode.NOT_AN_OBJECT,
          ReasonCode.NOT_JSON,
          ReasonCode.NOT_UNICODE,
          ReasonCode.EMPTY);

  /** The document of a seed. */
  static GeneratedDocument of(long seed) {
    return new Maker(new Random(seed * 0x9E37_79B9_7F4A_7C15L)).make();
  }

  /** An object that no table declares, as a document has it. */
  static String undeclared(Random random) {
    var text = new StringBuilder();
    var unused = new Maker(random).object(text, 3, null);
    return text.toString();
  }

  /** A text that a reader could take for another. */
  static String text(Random random) {
    var maker = new Maker(random);
    return maker.pick(TEXTS) + maker.pick(TEXTS);
  }

  /** The text as a document has it. */
  static String quoted(Random random, String text) {
    return new Maker(random).quoted(text);
  }

  /** Makes one document. */
  private record Maker(Random random) {
    GeneratedDocument make() {
      var poison = random.nextInt(8) == 0 ? pick(POISONS) : null;
      if (poison == ReasonCode.EMPTY) {
        return new GeneratedDocument(bytes(pick(List.of("", " \n", "[]", "[ ]"))), null, poison);
      }
      var count = 1 + (random.nextInt(4) == 0 ? random.nextInt(20) : 0);
      var rows = new ArrayList<Map<String, Object>>();
      var texts = new ArrayList<String>();
      var poisoned = random.nextInt(count);
      for (var i = 0; i < count; i++) {
        var text = new StringBuilder();
        rows.add(object(text, 1, i == poisoned ? poison : null));
        texts.add(
            i == poisoned && poison == ReasonCode.NOT_AN_OBJECT
                ? pick(List.of("1", "\"x\"", "null", "true", "[[]]"))
                : text.toString());
      }
      var whole = whole(texts);
      if (poison == ReasonCode.NOT_JSON) {
        // Cut inside the last row: between two rows, lines that are cut are fewer lines.
        whole = whole.substring(0, whole.lastIndexOf('}'));
      }
      return new GeneratedDocument(bytes(whole), poison == null ? rows : null, poison);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    private String whole(List<String> rows) {
      return switch (random.nextInt(4)) {
        case 0 -> "[" + String.join(",", rows) + "]";
        case 1 -> "\uFEFF\n[ " + String.join(" ,\r\n ", rows) + " ]\n";
        case 2 -> String.join("\n", rows);
        default -> String.join("\r\n\r\n", rows) + "\n";
      };
    }

    private <T> T pick(List<T> choices) {
      return choices.get(random.nextInt(choices.size()));
    }

    /** Writes an object, and returns what it must become. */
    private Map<String, Object> object(StringBuilder text, int depth, ReasonCode poison) {
      var columns = new TreeMap<String, Object>();
      var members = new ArrayList<String>();
      var names = new LinkedHashMap<String, String>();
      var width = random.nextInt(depth == 1 && random.nextInt(20) == 0 ? 400 : 6);
      for (var i = 0; i < width; i++) {
        var words = words();
        names.putIfAbsent(String.join("_", words), spelled(words));
      }
      names.forEach(
          (column, member) -> {
            var value = new StringBuilder();
            var expected = value(value, depth);
            members.add(quoted(member) + space() + ":" + space() + value);
            if (expected != null) {
              columns.put(column, expected);
            }
          });
      addPoison(members, poison);
      text.append('{').append(String.join(space() + ",", members)).append(space()).append('}');
      return columns;
    }

    private void addPoison(List<String> members, ReasonCode poison) {
      switch (poison) {
        case DUPLICATE_NAME -> {
          members.add("\"same one\":1");
          members.add(random.nextInt(members.size()), "\"same one\":null");
        }
        case COLUMN_COLLISION -> {
          members.add("\"sameOne\":1");
          members.add(random.nextInt(members.size()), "\"same_one\":2");
        }
        case RESERVED_COLUMN ->
            members.add(pick(List.of("\"ingestId\":1", "\"Date\":2", "\"HOUR\":null")));
        case TOO_DEEP -> members.add("\"deep\":" + "[".repeat(64) + "]".repeat(64));
        case NOT_UNICODE -> members.add(pick(List.of("\"u\":\"\\uD83D\"", "\"\\uDE00\":1")));
        case null, default -> {}
      }
    }

    private List<String> words() {
      var words = new ArrayList<String>();
      for (var i = 0; i <= random.nextInt(3); i++) {
        words.add(pick(WORDS));
      }
      words.add(pick(List.of("n", "w")) + random.nextInt(1_000));
      return words;
    }

    /** A name of the words, of which each spelling is the same column. */
    private String spelled(List<String> words) {
      var capitals = words.stream().map(Maker::capital).toList();
      return switch (random.nextInt(6)) {
        case 0 -> String.join("_", words);
        case 1 -> String.join("", capitals);
        case 2 -> words.getFirst() + String.join("", capitals.subList(1, capitals.size()));
        case 3 -> String.join("-", words);
        case 4 -> String.join(" ", capitals);
        default -> String.join("ß. ", words);
      };
    }

    private static String capital(String word) {
      return (char) (word.charAt(0) - 'a' + 'A') + word.substring(1);
    }

    /** Writes a value, and returns what it must become; null for null. */
    private Object value(StringBuilder text, int depth) {
      switch (random.nextInt(depth > 6 ? 6 : 9)) {
        case 0 -> {
          text.append("null");
          return null;
        }
        case 1 -> {
          var value = random.nextBoolean();
          text.append(value);
          return value;
        }
        case 2, 3 -> {
          var number = number();
          text.append(number);
          return new Digits(number);
        }
        case 4, 5 -> {
          var value = pick(TEXTS) + pick(TEXTS);
          text.append(quoted(value));
          return value;
        }
        case 6 -> {
          return array(text, depth + 1);
        }
        default -> {
          return object(text, depth + 1, null);
        }
      }
    }

    private List<Object> array(StringBuilder text, int depth) {
      var values = new ArrayList<>();
      var texts = new ArrayList<String>();
      for (var i = random.nextInt(5); i > 0; i--) {
        var element = new StringBuilder();
        values.add(value(element, depth));
        texts.add(space() + element);
      }
      text.append('[').append(String.join(",", texts)).append(space()).append(']');
      return values;
    }

    private String number() {
      return switch (random.nextInt(6)) {
        case 0 -> Integer.toString(random.nextInt());
        case 1 -> "9".repeat(1 + random.nextInt(40));
        case 2 -> "-" + random.nextInt(100) + "." + "0".repeat(random.nextInt(20)) + "10";
        case 3 -> "1." + random.nextInt(1 << 20) + "E+" + random.nextInt(400);
        case 4 -> pick(List.of("0", "-0", "0.0", "1e-400", "9007199254740993", "0.1"));
        default -> Long.toString(random.nextLong());
      };
    }

    private String space() {
      return pick(List.of("", "", "", " ", "\n", "\t \r\n"));
    }

    /** A JSON string, some of whose characters are escaped though they need not be. */
    private String quoted(String text) {
      var quoted = new StringBuilder("\"");
      for (var i = 0; i < text.length(); i++) {
        var c = text.charAt(i);
        if (c < 0x20 || c == '"' || c == '\\' || random.nextInt(20) == 0) {
          quoted.append("\\u").append(hex(c));
        } else {
          quoted.append(c);
        }
      }
      return wholePairs(quoted.append('"').toString());
    }

    private static String hex(char c) {
      return Integer.toHexString(0x1_0000 | c).substring(1);
    }

    /** A pair of which one half is escaped would be one half in UTF-8: both are escaped. */
    private static String wholePairs(String text) {
      var whole = new StringBuilder();
      for (var i = 0; i < text.length(); i++) {
        var c = text.charAt(i);
        var isWhole = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (isWhole) {
          whole.append(c).append(text.charAt(++i));
        } else if (Character.isSurrogate(c)) {
          whole.append("\\u").append(hex(c));
        } else {
          whole.append(c);
        }
      }
      return whole.toString();
    }
  }
}
