package objectledger.ops.adopt;

import java.util.List;
import java.util.stream.Collectors;
import objectledger.ops.NotificationRule;

/** Writes values in Terraform's language, laid out as {@code terraform fmt} does. */
final class HclText {
  /** The columns of a line in this repository. */
  private static final int WIDTH = 100;

  private HclText() {}

  /**
   * A text as a string of HCL. Everything but printable ASCII is escaped, and so is what begins a
   * template.
   */
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    for (var i = 0; i < text.length(); ) {
      var character = text.codePointAt(i);
      i += Character.charCount(character);
      var next = i < text.length() ? text.charAt(i) : ' ';
      switch (character) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        case '$', '%' ->
            quoted.append(next == '{' ? "%1$c%1$c".formatted(character) : (char) character);
        default -> {
          if (character >= ' ' && character <= '~') {
            quoted.append((char) character);
          } else {
            quoted.append((character > 0xFFFF ? "\\U%08x" : "\\u%04x").formatted(character));
          }
        }
      }
    }
    return quoted.append('"').toString();
  }

  /**
   * The value in several lines.
   *
   * @param indent the blanks before the attribute that has the value
   */
  static String block(Others others, String indent) {
    var lines = new StringBuilder("{\n");
    lines.append("%s  eventbridge = %s\n".formatted(indent, others.eventBridge()));
    if (others.rules().isEmpty()) {
      lines.append(indent).append("  rules       = {}\n");
    } else {
      lines.append(indent).append("  rules = {\n");
      for (var rule : others.rules().values()) {
        var inside = indent + "      ";
        lines.append("%s    %s = {\n".formatted(indent, quote(rule.id())));
        lines.append("%starget = %s\n".formatted(inside, quote(rule.target())));
        lines.append("%sevents = %s\n".formatted(inside, list(rule.events(), inside)));
        lines.append("%sprefix = %s\n".formatted(inside, quote(rule.prefix())));
        lines.append("%ssuffix = %s\n".formatted(inside, quote(rule.suffix())));
        lines.append(indent).append("    }\n");
      }
      lines.append(indent).append("  }\n");
    }
    return lines.append(indent).append('}').toString();
  }

  /** The value in one line. */
  static String inline(Others others) {
    var rules = others.rules().values().stream().map(HclText::inline).toList();
    return "{ eventbridge = %s, rules = %s }"
        .formatted(
            others.eventBridge(), rules.isEmpty() ? "{}" : "{ " + String.join(", ", rules) + " }");
  }

  private static String inline(NotificationRule rule) {
    return "%s = { target = %s, events = [%s], prefix = %s, suffix = %s }"
        .formatted(
            quote(rule.id()),
            quote(rule.target()),
            elements(rule.events()),
            quote(rule.prefix()),
            quote(rule.suffix()));
  }

  private static String list(List<String> elements, String indent) {
    var line = "[" + elements(elements) + "]";
    return indent.length() + "events = ".length() + line.length() <= WIDTH
        ? line
        : elements.stream()
            .map(element -> indent + "  " + quote(element) + ",\n")
            .collect(Collectors.joining("", "[\n", indent + "]"));
  }

  private static String elements(List<String> elements) {
    return elements.stream().map(HclText::quote).collect(Collectors.joining(", "));
  }
}
