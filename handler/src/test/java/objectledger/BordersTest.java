package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.junit.jupiter.api.Test;

/** Proves that the packages of the function depend on each other downwards only, in no circle. */
class BordersTest {
  private static final JavaClasses FUNCTION = Borders.ofTheFunction();
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
  void noClassesDependOnEachOtherInACircle() {
    assertThat(BORDERS.circles(FUNCTION)).isEmpty();
  }
}
