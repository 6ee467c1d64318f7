package objectledger.ops.status;

import software.amazon.awssdk.services.lambda.model.GetEventSourceMappingResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** An event source mapping: what takes events out of a queue or a stream. */
final class MappingRow {
  private final Asked asked;
  private final TerraformState.Resource applied;

  MappingRow(Asked asked, TerraformState.Resource applied) {
    this.asked = asked;
    this.applied = applied;
  }

  /** The queue, the table's stream or the stream that it reads. */
  static String name(TerraformState.Resource applied) {
    var parts = applied.text("event_source_arn").replaceFirst("/stream/.*", "").split("[:/]");
    return parts[parts.length - 1];
  }

  Row row() {
    var source = name(applied);
    var uuid = applied.text("uuid");
    var row = new Row.Builder(source).put("kind", "mapping").put("uuid", uuid);
    try {
      var found = asked.clients().lambda().getEventSourceMapping(get -> get.uuid(uuid));
      var last = found.lastProcessingResult();
      row.say("mapping " + found.state()).put("state", found.state());
      if (last != null && !last.isEmpty() && !last.equals("No records processed")) {
        row.say("last result " + last);
      }
      row.put("last_result", last);
      judge(row, source, found);
    } catch (ResourceNotFoundException e) {
      row.say("the mapping is gone").put("state", null);
      row.act(
          "the mapping of %s is gone: nothing takes its events".formatted(source),
          asked.applyAgain());
    }
    return row.build();
  }

  private void judge(Row.Builder row, String source, GetEventSourceMappingResponse found) {
    var isEnabled = found.state().startsWith("Enabl") || found.state().endsWith("ating");
    if (!isEnabled && !applied.attributes().get("enabled").isEqualTo(false)) {
      row.act(
          "the mapping of %s is %s, and the last apply enabled it: its events wait"
              .formatted(source, found.state()),
          asked.applyAgain());
    }
    var target = applied.text("function_name");
    if (target.startsWith("arn:") && !target.equals(found.functionArn())) {
      row.act(
          "the mapping of %s invokes %s, and the last apply says %s"
              .formatted(source, found.functionArn(), target),
          asked.applyAgain());
    }
    if (String.valueOf(found.lastProcessingResult()).startsWith("PROBLEM")) {
      row.act(
          "the mapping of %s has a problem: %s".formatted(source, found.lastProcessingResult()),
          asked.make("logs", "LEVEL=WARN"));
    }
  }
}
