package objectledger.workflow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;

/** Reads the headers of the request that contain parameters, and adds each problem to the list. */
final class RequestHeaderReader {
  /** Names that Lambda reserves are rejected: the function would send its own credentials. */
  private static final Pattern PARAMETER =
      Pattern.compile("(?!AWS_|LAMBDA_)[A-Za-z][A-Za-z0-9_]{0,127}");

  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");
  private static final Pattern PREFIX = Pattern.compile("([!-~][ -~]{0,99})?");

  /**
   * Headers that the function or the JDK's HTTP client sets, drops or interprets. A compressed
   * response could not be searched for secrets.
   */
  private static final Pattern RESERVED =
      Pattern.compile(
          "accept|accept-encoding|connection|expect|host|idempotency-key|keep-alive|origin|te"
              + "|trailer|transfer-encoding|upgrade|user-agent|via"
              + "|(access-control|content|proxy|sec)-.*");

  private final List<String> problems;
  private final List<RequestHeader> headers = new ArrayList<>();
  private final Set<String> names = new HashSet<>();

  private RequestHeaderReader(List<String> problems) {
    this.problems = problems;
  }

  static List<RequestHeader> read(JsonValue workflow, List<String> problems) {
    var reader = new RequestHeaderReader(problems);
    var token = workflow.get("token_parameter").textOrEmpty();
    if (!token.isEmpty()) {
      reader.checkParameter("WORKFLOW.token_parameter", token);
      reader.add(RequestHeader.bearer(token));
    }
    var given = workflow.get("headers");
    for (var name : given.names()) {
      reader.add(reader.header(name, given.get(name)));
    }
    return reader.headers;
  }

  private RequestHeader header(String name, JsonValue json) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          "WORKFLOW.headers has %s: set the name of a header, as x-api-key"
              .formatted(JsonText.quote(name)));
    } else if (RESERVED.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      problems.add("WORKFLOW.headers has %s, which is not yours to set: remove it".formatted(name));
    }
    var parameter = json.get("parameter").textOrEmpty();
    checkParameter(json.get("parameter").path(), parameter);
    var prefix = json.get("prefix").textOrEmpty();
    if (!PREFIX.matcher(prefix).matches()) {
      problems.add(
          "%s is %s: set up to 100 characters of ASCII without a space first, as \"Basic \""
              .formatted(json.get("prefix").path(), JsonText.quote(prefix)));
    }
    return new RequestHeader(name, parameter, prefix, json.get("base64").isEqualTo(true));
  }

  private void checkParameter(String path, String name) {
    if (!PARAMETER.matcher(name).matches()) {
      problems.add(
          "%s is %s: set the name of a parameter, as WORKFLOW_TOKEN; names of Lambda's own are refused"
              .formatted(path, JsonText.quote(name)));
    }
  }

  private void add(RequestHeader header) {
    headers.add(header);
    if (!names.add(header.name().toLowerCase(Locale.ROOT))) {
      problems.add(
          "WORKFLOW sends the header %s twice: keep one of token_parameter and headers, in one case"
              .formatted(JsonText.quote(header.name())));
    }
  }
}
