package objectledger.ops.report;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.TerminalText;
import objectledger.ops.UtcTime;
import objectledger.ops.verify.LastStatement;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the page says of the last verify. Where that is not known, the report is made without it.
 */
final class VerifyPart {
  private VerifyPart() {}

  /** Reads the newest statement of a source; without one, there are no members. */
  static Map<String, Object> read(S3Client s3, DeployedStack deployment, String bucket)
      throws IOException {
    try {
      return LastStatement.read(
              s3, deployment.stack().ledgerBucket(), deployment.accountId(), bucket)
          .map(VerifyPart::members)
          .orElse(Map.of());
    } catch (CommandException e) {
      return Map.of("problem", TerminalText.of(String.valueOf(e.getMessage())));
    }
  }

  static Map<String, Object> members(LastStatement statement) {
    var members = new LinkedHashMap<String, Object>();
    members.put("number", statement.number());
    members.put("time", UtcTime.text(statement.time()));
    members.put("gaps", statement.gaps());
    members.put("findings", statement.findings());
    return members;
  }
}
