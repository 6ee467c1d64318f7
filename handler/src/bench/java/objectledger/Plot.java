package objectledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;

/** The figures as a picture, readable on light and dark pages. */
final class Plot {
  private static final int WIDTH = 760;
  private static final int LEFT = 290;
  private static final int ROW = 26;
  private static final int LONGEST_BAR = 380;

  private final StringBuilder shapes = new StringBuilder();
  private int y;

  private Plot() {}

  static String of(Figures figures) {
    var plot = new Plot();
    plot.starts(figures);
    plot.cpu(figures);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$s %2$s" width="%1$s" height="%2$s" \
        role="img" aria-label="Start and CPU of Object Ledger beside other functions">
        <style>
        text { font: 13px system-ui, sans-serif; fill: #1f2328; }
        .title { font-weight: 600; font-size: 14px; }
        .baseline { fill: #8c959f; } .ours { fill: #0969da; } .later { opacity: 0.55; }
        @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; } .baseline { fill: #7d8590; } .ours { fill: #4493f8; }
        }
        </style>
        %3$s</svg>
        """
        .formatted(WIDTH, plot.y + 10, plot.shapes);
  }

  private void starts(Figures figures) {
    title("Start, in milliseconds: until ready (solid), and the first event (pale)");
    var longest = 0.0;
    for (var variant : Variant.values()) {
      if (figures.has(variant.folder + ".start_ms")) {
        longest = Math.max(longest, figures.median(variant.folder + ".start_ms"));
      }
    }
    for (var variant : Variant.values()) {
      var name = variant.folder;
      if (figures.has(name + ".start_ms")) {
        bar(
            plain(variant.label),
            variant == Variant.LEDGER,
            figures.median(name + ".init_ms"),
            figures.median(name + ".start_ms"),
            longest);
      }
    }
    bar(
        "Object Ledger, restored",
        true,
        figures.median("ledger.restored_restore_ms"),
        figures.median("ledger.restored_ms"),
        longest);
  }

  private void cpu(Figures figures) {
    title("CPU of one object once warm, in microseconds");
    var rows = new LinkedHashMap<String, Double>();
    for (var variant : Variant.values()) {
      if (figures.has(variant.folder + ".cpu_us")) {
        rows.put(plain(variant.label), figures.median(variant.folder + ".cpu_us"));
      }
    }
    rows.put("Object Ledger, an object at a time", figures.median("ledger.single_cpu_us"));
    rows.put("Object Ledger, batches of 100", figures.median("ledger.queue_cpu_us"));
    var longest = Collections.max(rows.values());
    rows.forEach(
        (label, micros) -> bar(label, label.startsWith("Object Ledger"), micros, micros, longest));
  }

  private void title(String text) {
    y += 30;
    shapes.append("<text class=\"title\" x=\"8\" y=\"%s\">%s</text>\n".formatted(y, text));
    y += 10;
  }

  /**
   * A row.
   *
   * @param first the solid part; the rest of {@code all} is pale
   * @param longest of all rows
   */
  private void bar(String label, boolean ours, double first, double all, double longest) {
    var kind = ours ? "ours" : "baseline";
    var one = LONGEST_BAR * first / longest;
    var whole = LONGEST_BAR * all / longest;
    shapes.append(
        String.format(
            Locale.ROOT,
            """
            <text x="%s" y="%s" text-anchor="end">%s</text>
            <rect class="%s" x="%s" y="%s" width="%.1f" height="18"/>
            <rect class="%s later" x="%.1f" y="%s" width="%.1f" height="18"/>
            <text x="%.1f" y="%s">%,.0f</text>
            """,
            LEFT - 8,
            y + 18,
            label,
            kind,
            LEFT,
            y + 4,
            one,
            kind,
            LEFT + one,
            y + 4,
            Math.max(0, whole - one),
            LEFT + whole + 6,
            y + 18,
            all));
    y += ROW;
  }

  private static String plain(String label) {
    return label.replace("*", "").replace("`", "").replaceAll("[(:].*", "").strip();
  }
}
