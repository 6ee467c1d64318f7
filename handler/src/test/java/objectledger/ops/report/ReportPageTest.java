package objectledger.ops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;

/**
 * Proves that no text of the journal can become a part of the page's markup, and that the page's
 * policy names each of its scripts. That a browser keeps to it, .make/develop/report shows.
 */
class ReportPageTest {
  private static final ChartLibrary LIBRARY =
      new ChartLibrary(List.of("var one = '1';", "var two;\n"), "licence of <somebody>");

  @Test
  void dataHasNoCharacterThatMeansSomethingInHtmlAndIsTheSameWhenItIsRead() {
    for (var hostile : SampleJournal.HOSTILE) {
      var json = ReportPage.json(Map.of("key", hostile));

      assertThat(json).doesNotContain("<", ">", "&", "\u2028", "\u2029", "\n");
      assertThat(new JsonValue("", JsonReader.read(json)).get("key").text()).isEqualTo(hostile);
    }
  }

  @Test
  void pageHasTheScriptsOfItsOwnAndOfTheLibraryAndNoOther() {
    var page = page(Map.of("bucket", "</script><script>evil()</script>{{style}}"));

    assertThat(page).startsWith(ReportFile.MARK).doesNotContain("{{data}}", "evil()</script>");
    assertThat(page.split("</script>", -1)).hasSize(2 + 4 + 2);
    assertThat(page).contains("{{style}}").contains("licence of \\u003Csomebody\\u003E");
  }

  @Test
  void policyHasTheDigestOfEachScriptAndOfTheStyleAndAllowsNothingElse() {
    var page = page(Map.of());
    var policy =
        find("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"", page).getFirst();

    var scripts = find("(?s)<script>(.*?)</script>", page);
    assertThat(scripts).hasSize(6).allSatisfy(each -> assertThat(policy).contains(digest(each)));
    assertThat(policy).contains(digest(find("(?s)<style>(.*?)</style>", page).getFirst()));
    assertThat(find("sha256-", policy)).hasSize(7);
    assertThat(policy).startsWith("default-src 'none';").doesNotContain("unsafe", "http", "*");
  }

  @Test
  void scriptThatWouldEndItsElementIsRefused() {
    for (var script : List.of("a('</SCRIPT >')", "b('<!-- x')", "c('<Script')")) {
      assertThatThrownBy(() -> ChartLibrary.inline(script, "x.js"))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("x.js");
    }
  }

  private static String page(Map<String, Object> data) {
    return new ReportPage(LIBRARY).html(data);
  }

  private static List<String> find(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(found.groupCount()))
        .toList();
  }

  private static String digest(String content) {
    var bytes = Sha256.digest(content.getBytes(StandardCharsets.UTF_8));
    return "'sha256-" + Base64.getEncoder().encodeToString(bytes) + "'";
  }
}
