package objectledger.workflow;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/** Reads the setting {@code WORKFLOW}, a JSON object that Terraform writes from its variable. */
public final class WorkflowSettingsReader {
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

  private static final int LONGEST_SECONDS = 60;

  private static final Pattern CODE = Pattern.compile("(?!401|403|408|425|429)[234][0-9]{2}");

  private final JsonValue json;
  private final List<String> problems;

  private WorkflowSettingsReader(JsonValue json, List<String> problems) {
    this.json = json;
    this.problems = problems;
  }

  /** Reads the setting, and adds each problem to the list. Empty if the setting is empty. */
  public static Optional<WorkflowSettings> read(String setting, List<String> problems) {
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    try {
      var json = new JsonValue("WORKFLOW", JsonReader.read(setting));
      return Optional.of(new WorkflowSettingsReader(json, problems).workflow());
    } catch (InvalidInputException e) {
      problems.add("WORKFLOW cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  private WorkflowSettings workflow() {
    var match = KeyMatch.read(json.get("match"), problems);
    var body = json.get("body").textOrEmpty();
    BodyTemplate.problem(body).ifPresent(problem -> problems.add("WORKFLOW.body " + problem));
    return new WorkflowSettings(
        url(),
        match,
        new BodyTemplate(body),
        RequestHeaderReader.read(json, problems),
        timeout(),
        codes("success_codes", WorkflowSettings.SUCCESS_CODES),
        codes("repeated_codes", WorkflowSettings.REPEATED_CODES));
  }

  private URI url() {
    var text = json.get("url").textOrEmpty();
    try {
      var url = new URI(text);
      var host = url.getHost() == null ? "" : url.getHost();
      var isSafe =
          "https".equals(url.getScheme())
              || ("http".equals(url.getScheme()) && LOOPBACK.matcher(host).matches());
      if (isSafe && !host.isEmpty() && url.getUserInfo() == null && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Rejected below.
    }
    // The URL is not quoted, because it may contain a password.
    problems.add(
        "WORKFLOW.url is no address to call: set one that begins with https:// (http:// for"
            + " loopback only), without user, password and fragment");
    return URI.create("https://invalid.invalid/");
  }

  /**
   * A list of HTTP statuses. Statuses that are retried, or that refresh the token, cannot mean
   * success.
   */
  private Set<Integer> codes(String name, Set<Integer> usual) {
    var list = json.get(name);
    if (list.isAbsent()) {
      return usual;
    }
    var codes = new TreeSet<Integer>();
    for (var item : list.items()) {
      if (item.value() instanceof Long code && CODE.matcher(code.toString()).matches()) {
        codes.add(code.intValue());
      } else {
        problems.add(
            "WORKFLOW.%s has %s: set HTTP statuses from 200 to 499, but not 401, 403, 408, 425 and 429"
                .formatted(name, JsonText.quote(String.valueOf(item.value()))));
      }
    }
    return codes;
  }

  private Duration timeout() {
    var seconds = json.get("timeout");
    if (seconds.isAbsent()) {
      return Duration.ofSeconds(10);
    }
    if (seconds.value() instanceof Long number && number >= 1 && number <= LONGEST_SECONDS) {
      return Duration.ofSeconds(number);
    }
    problems.add("WORKFLOW.timeout is not a whole number of seconds from 1 to " + LONGEST_SECONDS);
    return Duration.ofSeconds(1);
  }
}
