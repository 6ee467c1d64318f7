package objectledger.ops.preflight;

import java.util.List;
import java.util.stream.Stream;

/**
 * What IAM answered to rows.
 *
 * @param asked how many answers there are
 * @param differences what the account answers otherwise than the repository
 * @param unknown what IAM does not simulate
 */
record RowAnswer(int asked, List<String> differences, List<String> unknown) {
  static final RowAnswer NONE = new RowAnswer(0, List.of(), List.of());

  static RowAnswer unknown(Question row) {
    return new RowAnswer(
        0,
        List.of(),
        List.of(PolicySimulator.name(row.actions().getFirst(), row.resources().getFirst())));
  }

  RowAnswer and(RowAnswer other) {
    return new RowAnswer(
        asked + other.asked,
        Stream.concat(differences.stream(), other.differences.stream()).toList(),
        Stream.concat(unknown.stream(), other.unknown.stream()).toList());
  }
}
