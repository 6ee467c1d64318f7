package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;

/** What to write where a source has another label now: Terraform takes it for another source. */
final class MovedBlocks {
  private MovedBlocks() {}

  /**
   * The blocks for terraform/moved.tf.
   *
   * @param addresses of what moves, each without its label
   * @param others more labels that it may be; a comment names them
   */
  static List<String> lines(List<String> addresses, String from, String to, List<String> others) {
    var lines = new ArrayList<String>();
    for (var address : addresses) {
      lines.add("moved {");
      lines.add("  from = %s[\"%s\"]".formatted(address, from));
      lines.add(
          "  to   = %s[\"%s\"]%s"
              .formatted(
                  address, to, others.isEmpty() ? "" : " # or: " + String.join(", ", others)));
      lines.add("}");
    }
    return lines;
  }
}
