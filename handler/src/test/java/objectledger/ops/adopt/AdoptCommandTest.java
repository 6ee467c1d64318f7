package objectledger.ops.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import objectledger.json.JsonReader;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves what is written of what a bucket notifies, and when nothing is. */
class AdoptCommandTest {
  private static final String NOTHING = Adopting.BEGIN + Adopting.END;
  private static final String FILTERED =
      ", 'events': ['s3:ObjectCreated:*'], 'filter': {'prefix': 'in/', 'suffixes': ['.gz']},"
          + " 'trigger': 'direct'";

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void values() throws IOException {
    Files.writeString(folder.resolve("terraform.tfvars"), Adopting.resource("before.tfvars"));
  }

  private int adopt(String members, String xml) throws IOException {
    return new AdoptCommand(
            Adopting.source(members),
            folder.resolve("terraform.tfvars"),
            folder,
            new PrintStream(said, true, UTF_8))
        .run(Adopting.found(xml));
  }

  private String written(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  @Test
  void writesTheirRulesAndChangesNothingElse() throws IOException {
    adopt(FILTERED, Adopting.resource("notification.xml"));

    assertThat(written("adopt.tfvars")).isEqualTo(Adopting.resource("after.tfvars"));
    assertThat(written("terraform.tfvars")).isEqualTo(Adopting.resource("before.tfvars"));
    assertThat(written("adopt.hcl")).startsWith("others = {\n  eventbridge = true\n  rules = {\n");
    assertThat(
            JsonReader.read(
                new String(Base64.getDecoder().decode(written("adopt.expected")), UTF_8)))
        .isEqualTo(JsonReader.read("{\"others\": " + Adopting.resource("others.json") + "}"));
    assertThat(said.toString(UTF_8))
        .contains("landing-eu notifies others beside this stack:")
        .contains("* EventBridge: every event")
        .contains("* MWI4ZTQxYzctZTk5OC00: arn:aws:lambda")
        .doesNotContain("object-ledger-handler-dev");
  }

  @Test
  void writesNothingWhereTheValuesSayItAlready() throws IOException {
    var others = Adopting.resource("others.json");

    var code = adopt(FILTERED + ", 'others': " + others, Adopting.resource("notification.xml"));

    assertThat(code).isZero();
    assertThat(said.toString(UTF_8))
        .isEqualTo("landing-eu: sources.landing.others is what it notifies\n");
    assertThat(folder.resolve("adopt.expected")).doesNotExist();
  }

  @Test
  void refusesABucketThatNotifiesNobodyElse() {
    var ours =
        Adopting.queue("object-ledger-handler-dev-0a1b2c3d", "s3:ObjectCreated:*", "", ".gz");

    for (var xml : new String[] {NOTHING, Adopting.BEGIN + ours + Adopting.END}) {
      assertThatThrownBy(() -> adopt("", xml))
          .isInstanceOf(CommandException.class)
          .hasMessage("landing-eu notifies nobody but this stack: there is nothing to adopt");
    }
    assertThat(folder.resolve("adopt.expected")).doesNotExist();
  }

  @Test
  void updatesWhatIsOutdated() throws IOException {
    var outdated =
        ", 'others': {'eventbridge': true, 'rules': {'gone': {'target': 'arn:aws:sqs:x',"
            + " 'events': ['s3:ObjectRemoved:*'], 'prefix': '', 'suffix': ''}}}";

    adopt(outdated, NOTHING);

    assertThat(said.toString(UTF_8)).startsWith("landing-eu notifies nobody beside this stack");
    assertThat(written("adopt.tfvars"))
        .contains("    others = {\n      eventbridge = false\n      rules       = {}\n    }\n");
  }

  @Test
  void takesEventBridgeForTheirsUnlessTheValuesSayThatItIsOurs() throws IOException {
    var on = Adopting.BEGIN + "<EventBridgeConfiguration/>" + Adopting.END;

    adopt(", 'trigger': 'eventbridge'", on);
    assertThat(written("adopt.tfvars")).contains("eventbridge = true");

    adopt(", 'trigger': 'direct', 'others': {'eventbridge': false, 'rules': {}}", on);
    assertThat(written("adopt.tfvars")).contains("eventbridge = true");

    Files.delete(folder.resolve("adopt.tfvars"));
    adopt(", 'trigger': 'eventbridge', 'others': {'eventbridge': false, 'rules': {}}", on);
    adopt(", 'switching_from': 'eventbridge', 'others': {'eventbridge': false, 'rules': {}}", on);
    assertThat(folder.resolve("adopt.tfvars")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "s3:ObjectCreated:Put, '', '', true",
    "s3:ObjectCreated:*, in/2026/, '', true",
    "s3:ObjectCreated:Copy, i, z, true",
    "s3:ObjectCreated:*, out/, '', false",
    "s3:ObjectCreated:*, '', .json, false",
    "s3:ObjectRemoved:*, in/, .gz, false",
    "s3:ObjectCreatedX:*, in/, .gz, false",
    "s3:ObjectAnnotation:*, in/, .gz, false",
  })
  void namesEachPairThatS3RefusesTogether(
      String event, String prefix, String suffix, boolean overlaps) throws IOException {
    var xml = Adopting.BEGIN + Adopting.queue("theirs", event, prefix, suffix) + Adopting.END;

    if (!overlaps) {
      assertThat(adopt(FILTERED, xml)).isZero();
      return;
    }
    assertThatThrownBy(() -> adopt(FILTERED, xml))
        .isInstanceOfSatisfying(
            CommandException.class,
            refusal ->
                assertThat(refusal.cures())
                    .anyMatch(
                        line ->
                            line.startsWith("* theirs: ")
                                && line.contains("object-ledger-handler-dev"))
                    .anyMatch(line -> line.contains("sources.landing.trigger = \"eventbridge\""))
                    .anyMatch(line -> line.contains("SNS topic")));
    assertThat(folder.resolve("adopt.expected")).doesNotExist();
    assertThat(adopt(FILTERED.replace("direct", "eventbridge"), xml)).isZero();
  }

  @Test
  void comparesFiltersInTheFormOfS3AndEachSuffixByItself() {
    var ours = ", 'filter': {'prefix': 'dt=2026/', 'suffixes': ['.gz', 'ü~*']}";
    var xml =
        Adopting.BEGIN
            + Adopting.queue("theirs", "s3:ObjectCreated:*", "dt%3D2026/01", "%C3%BC~%2A")
            + Adopting.END;

    assertThatThrownBy(() -> adopt(ours, xml))
        .isInstanceOfSatisfying(
            CommandException.class,
            refusal ->
                assertThat(refusal.cures().stream().filter(line -> line.startsWith("* ")))
                    .singleElement()
                    .asString()
                    .containsPattern("ours: object-ledger-handler-dev-[0-9a-f]{8}: "));
  }

  @Test
  void refusesARuleThatTerraformCouldNotKeep() {
    for (var rule :
        new String[] {
          Adopting.queue("decomposed a\u0308", "s3:ObjectCreated:*", "", ""),
          Adopting.queue("", "s3:ObjectCreated:*", "", ""),
          Adopting.queue("x", "s3:ObjectCreated:*", "", "")
              .replace("arn:aws:sqs", "arn:aws:kinesis"),
          Adopting.queue("x", "s3:ObjectCreated:*", "a", "")
              + Adopting.queue("x", "s3:ObjectCreated:*", "b", ""),
        }) {
      assertThatThrownBy(() -> adopt("", Adopting.BEGIN + rule + Adopting.END))
          .isInstanceOf(CommandException.class)
          .hasMessageStartingWith("a rule of landing-eu cannot be kept, because ");
    }
  }

  @Test
  void leavesTheEditToAPersonWhereThePlaceIsNotFound() throws IOException {
    Files.writeString(
        folder.resolve("terraform.tfvars"), "sources = merge({}, { landing = {} })\n");

    adopt(FILTERED, Adopting.resource("notification.xml"));

    assertThat(folder.resolve("adopt.tfvars")).doesNotExist();
    assertThat(folder.resolve("adopt.hcl")).exists();
  }

  @Test
  void saysWhatToWriteWhereTheSourceIsNoExistingBucket() {
    var source = Adopting.source("");
    source.check("envs/dev/terraform.tfvars");

    assertThatThrownBy(() -> new SourceValues(source.values(), "lnading").check("x.tfvars"))
        .hasMessage("x.tfvars has no source lnading; it has: landing");
    assertThatThrownBy(() -> new SourceValues(source.values(), "").check("x.tfvars"))
        .hasMessage("SOURCE is missing: which source?");
    var made = Adopting.json("{'sources': {'landing': {'bucket': {'create': true, 'name': 'x'}}}}");
    assertThatThrownBy(() -> new SourceValues(made, "landing").check("x.tfvars"))
        .hasMessageStartingWith("sources.landing is no existing bucket");
  }
}
