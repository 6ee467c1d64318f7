package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that the packages of the function depend on each other downwards only, in no circle. */
class BordersTest {
  private static final JavaClasses FUNCTION = Borders.ofTheFunction();
  private static final Borders BORDERS = new Borders("objectledger");

  /** Dependencies that are still to be cut. */
  private static final List<String> UPWARD =
      List.of(
          "CallMarker -> LedgerRecord",
          "CallMarker -> Settings",
          "Connections -> Settings",
          "MarkerStore -> LedgerRecord",
          "MarkerStore -> Settings",
          "Parameters -> Settings",
          "Preparation -> Settings",
          "Rehearsal -> Ledger",
          "Rehearsal -> LedgerHandler",
          "Rehearsal -> Settings",
          "S3Clients -> RehearsalHttp",
          "S3Clients -> Settings",
          "Workflow -> LedgerRecord",
          "WorkflowAttempts -> LedgerRecord",
          "WorkflowCall -> FollowUp",
          "WorkflowCall -> LedgerRecord");

  private static final List<String> INTO_STARTUP = List.of("S3Clients -> RehearsalHttp");

  private static final List<String> INTO_THE_SDK =
      List.of(
          "FollowUp -> S3Client",
          "Journal -> RequestBody",
          "Journal -> S3Client",
          "Latest -> RequestBody",
          "Latest -> S3Client",
          "Ledger -> S3Client",
          "SourceBucket -> S3Client",
          "SourceObject -> S3Client");

  private static final List<String> CIRCLES =
      List.of(
          "FollowUp -> WorkflowCall",
          "LedgerHandler -> Preparation",
          "Preparation -> Rehearsal",
          "Rehearsal -> LedgerHandler",
          "WorkflowCall -> FollowUp");

  @Test
  void dependenciesGoDownTheListOnly() {
    assertThat(FUNCTION).hasSizeGreaterThan(50);
    assertThat(BORDERS.upward(FUNCTION)).isEqualTo(UPWARD);
  }

  @Test
  void onlyAnEntryClassUsesTheStartupCode() {
    assertThat(BORDERS.intoStartup(FUNCTION)).isEqualTo(INTO_STARTUP);
  }

  @Test
  void onlyTheLowerPackagesUseTheSdk() {
    assertThat(BORDERS.intoSdk(FUNCTION)).isEqualTo(INTO_THE_SDK);
  }

  @Test
  void noClassesDependOnEachOtherInACircle() {
    assertThat(BORDERS.circles(FUNCTION)).isEqualTo(CIRCLES);
  }
}
