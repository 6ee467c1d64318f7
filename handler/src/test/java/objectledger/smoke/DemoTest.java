package objectledger.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the demo looks for is what the ledger records. */
class DemoTest {
  @Test
  void looksForAnEmptyVersionWhereTheBucketKeepsNoVersions() {
    assertThat(Demo.recorded(null)).isEmpty();
    assertThat(Demo.recorded("3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrH")).startsWith("3sL4");
  }
}
