package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/**
 * Proves that the packages of the function depend on each other downwards only, in no circle, and
 * that its tools know the function and not each other.
 */
class BordersTest {
  private static final JavaClasses FUNCTION = Borders.ofTheFunction();
  private static final JavaClasses TOOLS = Borders.ofTheTools();
  private static final Borders BORDERS = new Borders("objectledger");

  @Test
  void dependenciesGoDownTheListOnly() {
    assertThat(FUNCTION).hasSizeGreaterThan(50);
    assertThat(BORDERS.upward(FUNCTION)).isEmpty();
  }

  @Test
  void onlyAnEntryClassUsesTheStartupCode() {
    assertThat(BORDERS.intoStartup(FUNCTION)).isEmpty();
  }

  @Test
  void onlyTheLowerPackagesUseTheSdk() {
    assertThat(BORDERS.intoSdk(FUNCTION)).isEmpty();
  }

  @Test
  void onlyTheChangesFunctionUsesADatabase() {
    assertThat(BORDERS.intoSql(FUNCTION)).isEmpty();
  }

  @Test
  void noClassesDependOnEachOtherInACircle() {
    assertThat(BORDERS.circles(FUNCTION)).isEmpty();
  }

  @Test
  void toolsUseWhatTheyShareAndNotEachOther() {
    assertThat(TOOLS).hasSizeGreaterThan(50);
    assertThat(BORDERS.betweenTools(TOOLS)).isEmpty();
  }

  @Test
  void noClassesOfTheToolsDependOnEachOtherInACircle() {
    assertThat(BORDERS.circles(TOOLS)).isEmpty();
  }

  private static Borders borders(String fixture) {
    return new Borders("objectledger.fixtures." + fixture);
  }

  private static JavaClasses fixture(String name) {
    return Borders.classes(BordersTest.class, "objectledger/fixtures/" + name);
  }

  @Test
  void findsADependencyThatGoesUp() {
    assertThat(borders("upward").upward(fixture("upward"))).containsExactly("Reader -> Clock");
  }

  @Test
  void findsADependencyOnAPackageThatIsNotInTheList() {
    assertThat(borders("unlisted").upward(fixture("unlisted"))).containsExactly("Core -> Helper");
  }

  @Test
  void findsAUseOfAToolByTheFunction() {
    assertThat(borders("tools").upward(fixture("tools"))).containsExactly("Core -> Stack");
  }

  @Test
  void findsAUseOfAToolByAnotherToolAndByWhatToolsShare() {
    assertThat(borders("tools").betweenTools(fixture("tools")))
        .containsExactly(
            "Demo -> Failures", "Failures -> Cost", "Failures -> Demo", "Stack -> Plan");
  }

  @Test
  void findsAUseOfTheStartupCodeByAnotherClassThanAnEntryClass() {
    assertThat(borders("entry").intoStartup(fixture("entry"))).containsExactly("Helper -> Hooks");
  }

  @Test
  void findsAUseOfTheSdkWhereItMustNotBeKnown() {
    assertThat(borders("sdk").intoSdk(fixture("sdk")))
        .containsExactly("Core -> S3Client", "Limit -> HeadObjectRequest");
  }

  @Test
  void findsAUseOfADatabaseWhereItMustNotBeKnown() {
    assertThat(borders("sql").intoSql(fixture("sql")))
        .containsExactly("Core -> Connection", "Core -> Driver", "Core -> SQLException");
  }

  @Test
  void findsACircleOfClasses() {
    assertThat(borders("circle").circles(fixture("circle")))
        .containsExactly("One -> Two", "Two -> One");
  }
}
