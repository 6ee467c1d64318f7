package objectledger.ops.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;

/**
 * The page: a template with a style, scripts and data. Its policy (Content-Security-Policy) lets
 * run and apply nothing but these scripts and this style, by their digests, and load nothing. The
 * data is JSON in an element that no browser runs, and none of its characters can end that element.
 */
record ReportPage(ChartLibrary library) {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final List<String> OWN_SCRIPTS =
      List.of("elements.js", "charts.js", "parts.js", "page.js");

  /** The whole page. */
  String html(Map<String, Object> data) {
    var style = resource("page.css");
    var scripts = new ArrayList<>(library.scripts());
    OWN_SCRIPTS.forEach(name -> scripts.add(ChartLibrary.inline(resource(name), name)));
    var members = new LinkedHashMap<>(data);
    members.put("licences", library.licences());
    var contents =
        Map.of(
            "policy", policy(style, scripts),
            "style", style,
            "data", json(members),
            "scripts", elements(scripts));
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(found -> Matcher.quoteReplacement(contents.get(found.group(1))));
  }

  /** JSON without a character that means something in HTML. */
  static String json(Map<String, Object> members) {
    return new String(JsonWriter.toLine(members), StandardCharsets.UTF_8)
        .strip()
        .replace("&", "\\u0026")
        .replace("<", "\\u003C")
        .replace(">", "\\u003E")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private static String policy(String style, List<String> scripts) {
    var digests = new StringBuilder();
    scripts.forEach(script -> digests.append(' ').append(digest(script)));
    return "default-src 'none'; script-src%s; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(digests, digest(style));
  }

  private static String digest(String content) {
    return "'sha256-%s'"
        .formatted(
            Base64.getEncoder()
                .encodeToString(Sha256.digest(content.getBytes(StandardCharsets.UTF_8))));
  }

  private static String elements(List<String> scripts) {
    var text = new StringBuilder();
    scripts.forEach(script -> text.append("<script>").append(script).append("</script>\n"));
    return text.toString();
  }

  private static String resource(String name) {
    try (var in = ReportPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
