package objectledger.ops.status;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import objectledger.json.JsonText;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The alarms that ring, and those that are gone or mute. */
final class AlarmRows {
  private final Asked asked;

  AlarmRows(Asked asked) {
    this.asked = asked;
  }

  List<Row> rows() {
    var prefix = asked.stack().alarmPrefix();
    var found =
        asked
            .clients()
            .cloudWatch()
            .describeAlarmsPaginator(describe -> describe.alarmNamePrefix(prefix))
            .metricAlarms()
            .stream()
            .collect(Collectors.toMap(MetricAlarm::alarmName, alarm -> alarm, (a, b) -> a));
    var ringing =
        found.values().stream()
            .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
            .sorted(Comparator.comparing(MetricAlarm::alarmName))
            .toList();
    var rows = new ArrayList<Row>();
    for (var alarm : ringing) {
      rows.add(ringing(alarm, prefix));
    }
    rows.add(summary(found, ringing.size()));
    return rows;
  }

  private Row ringing(MetricAlarm alarm, String prefix) {
    var name = alarm.alarmName().substring(prefix.length());
    var since = alarm.stateUpdatedTimestamp();
    return new Row.Builder(name)
        .say("rings" + (since == null ? "" : " since " + Times.text(since)))
        .put("state", alarm.stateValueAsString())
        .put("since", since == null ? null : Times.text(since))
        .put("reason", alarm.stateReason())
        // The description is the mail that people read: it says what to type.
        .act("the alarm %s rings".formatted(name), JsonText.oneLine(alarm.alarmDescription()))
        .build();
  }

  private Row summary(Map<String, MetricAlarm> found, int ringing) {
    var row = new Row.Builder("of " + found.size());
    row.say(ringing == 0 ? "none rings" : ringing + " ring").put("alarms", found.size());
    row.put("ringing", ringing);
    var gone =
        asked.resources("aws_cloudwatch_metric_alarm").stream()
            .map(alarm -> alarm.text("alarm_name"))
            .filter(name -> !found.containsKey(name))
            .sorted()
            .toList();
    if (!gone.isEmpty()) {
      row.say("without " + String.join(", ", gone));
      row.act("alarms are gone: " + String.join(", ", gone), asked.applyAgain());
    }
    var mute =
        found.values().stream()
            .filter(alarm -> Boolean.FALSE.equals(alarm.actionsEnabled()))
            .map(MetricAlarm::alarmName)
            .sorted()
            .toList();
    if (!mute.isEmpty()) {
      row.act(
          "nobody is told of these alarms, because their actions are off: "
              + String.join(", ", mute),
          asked.applyAgain());
    }
    return row.build();
  }
}
