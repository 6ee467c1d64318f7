package objectledger.ops.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import objectledger.ops.NotificationRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that others are written where they belong, whatever way the file is written. */
class ValuesFileTest {
  private static final Others NONE = new Others(false, Map.of());
  private static final String BLOCK = "{\n      eventbridge = false\n      rules       = {}\n    }";
  private static final String INLINE = "{ eventbridge = false, rules = {} }";

  private static String with(String text) {
    return new ValuesFile(text).with("a", NONE).orElse("not found");
  }

  @Test
  void insertsAtTheEndOfTheObject() {
    assertThat(with("sources = {\n  a = {\n    b = 1\n  }\n}\n"))
        .isEqualTo("sources = {\n  a = {\n    b = 1\n    others = " + BLOCK + "\n  }\n}\n");
    assertThat(with("sources = {\n  a = {\n    b = 1, # last\n    # more\n  }\n}"))
        .isEqualTo(
            "sources = {\n  a = {\n    b = 1, # last\n    # more\n    others = "
                + BLOCK
                + "\n  }\n}");
  }

  @Test
  void insertsIntoAnObjectOfOneLine() {
    assertThat(with("sources = { a = { b = 1 } }"))
        .isEqualTo("sources = { a = { b = 1, others = " + INLINE + " } }");
    assertThat(with("sources = { a = { b = 1, } }"))
        .isEqualTo("sources = { a = { b = 1, others = " + INLINE + " } }");
    assertThat(with("sources = { a = {} }"))
        .isEqualTo("sources = { a = { others = " + INLINE + " } }");
  }

  @Test
  void keepsTheCommentOfAnObjectThatIsEmptyOtherwise() {
    assertThat(with("sources = { a = { /* theirs } */ } }"))
        .isEqualTo("sources = { a = { /* theirs } */ others = " + INLINE + " } }");
    assertThat(with("sources = { a = {/* x */} }"))
        .isEqualTo("sources = { a = {/* x */ others = " + INLINE + " } }");
    assertThat(with("sources = { a = { # x\n /* y */ } }"))
        .isEqualTo("sources = { a = { # x\n /* y */ others = " + INLINE + " } }");
  }

  @Test
  void replacesWhatIsThere() {
    assertThat(
            with("sources = {\n  a = {\n    others         = null # none yet\n    b = 1\n  }\n}\n"))
        .isEqualTo(
            "sources = {\n  a = {\n    others = " + BLOCK + " # none yet\n    b = 1\n  }\n}\n");
    assertThat(
            with(
                "sources = {\n  a = {\n    others = {\n      rules = { \"x}\" = {} }\n    }\n  }\n}\n"))
        .isEqualTo("sources = {\n  a = {\n    others = " + BLOCK + "\n  }\n}\n");
    assertThat(with("sources = { a = { \"others\" : null, b = 1 } }"))
        .isEqualTo("sources = { a = { \"others\" : " + INLINE + ", b = 1 } }");
  }

  @Test
  void keepsTheLineBreaksOfTheFile() {
    assertThat(with("sources = {\r\n  a = {\r\n    b = 1\r\n  }\r\n}\r\n"))
        .isEqualTo(
            "sources = {\r\n  a = {\r\n    b = 1\r\n    others = "
                + BLOCK.replace("\n", "\r\n")
                + "\r\n  }\r\n}\r\n");
  }

  @Test
  void writesAListThatIsTooLongForALineInSeveral() {
    var events = List.of("s3:ObjectCreated:Copy", "s3:ObjectCreated:Post", "s3:ObjectCreated:Put");
    var rule = new NotificationRule("x", "arn", events, "", "");
    var others = new Others(true, Map.of("x", rule));

    assertThat(HclText.block(others, " ".repeat(12)))
        .contains(
            """
                              events = [
                                "s3:ObjectCreated:Copy",
                                "s3:ObjectCreated:Post",
                                "s3:ObjectCreated:Put",
                              ]
            """);
    assertThat(HclText.block(others, ""))
        .contains("      events = [\"s3:ObjectCreated:Copy\", \"s3:ObjectCreated:Post\", \"s3:");
    assertThat(HclText.inline(others))
        .contains("rules = { \"x\" = { target = \"arn\", events = [\"s3:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sources = {}",
        "sources = { b = {} }",
        "sources = { a = null }",
        "sources = { a = merge({}, {}) }",
        "sources = { a = true ? {} : {} }",
        "sources = { (\"a\") = {} }",
        "sources = { a = { ",
        "sources = { a = {} ]",
        "sources = { a = { x = \"\n\" } }",
        "sources = { a = { x = <<E\nnever } } }",
        "sources = { a = { /* never } }",
        "sources { a = {} }",
        "b = \"${\"\nsources = { a = {} }",
        "x = { sources = { a = {} } }",
        "x == { } \nsources = { a = {} }",
        "}\nsources = { a = {} }",
      })
  void findsNoPlaceRatherThanAWrongOne(String text) {
    assertThat(new ValuesFile(text).with("a", NONE)).isEmpty();
  }

  @Test
  void escapesWhatWouldBeATemplate() {
    assertThat(HclText.quote("${a} $${b} %{c} $ % $")).isEqualTo("\"$${a} $$${b} %%{c} $ % $\"");
    assertThat(HclText.quote("\"\\\n\r\t\u0000é😀\u2028"))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0000\\u00e9\\U0001f600\\u2028\"");
  }
}
