package objectledger;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Proves that any order and any repetition of the same events, with faults, gives the right ledger:
 * {@code latest} shows the source's present state and the journal holds every event once.
 *
 * <p>The long run is {@code -Djqwik.tries.default=100000}.
 */
class HistoryTest {
  @Property(seed = "20261120", edgeCases = EdgeCasesMode.NONE)
  void everyHistoryEndsWithTheRightLedger(@ForAll("histories") History history) {
    history.play();
  }

  @Property(seed = "20261121", edgeCases = EdgeCasesMode.NONE)
  void stateThatComesBackIsNotTakenForTheOldOne(@ForAll("backAndForth") History history) {
    history.play();
  }

  @Property(seed = "20261127", edgeCases = EdgeCasesMode.NONE)
  void bucketsOfOneLedgerDoNotMix(@ForAll("ofTwoBuckets") History history) {
    history.play();
  }

  @Provide
  Arbitrary<History> ofTwoBuckets() {
    return Histories.ofTwoBuckets();
  }

  @Provide
  Arbitrary<History> backAndForth() {
    return Histories.backAndForth();
  }

  @Provide
  Arbitrary<History> histories() {
    return Histories.any();
  }
}
