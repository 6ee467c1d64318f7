package objectledger.ops.preflight;

import objectledger.json.JsonValue;
import software.amazon.awssdk.regions.Region;

/**
 * Where an environment is, by its values.
 *
 * @param prefix with which the names of the stack begin
 */
record Account(String id, String region, String partition, String prefix, String environment) {
  static Account of(JsonValue values) {
    var region = values.get("region").text();
    return new Account(
        values.get("account_id").text(),
        region,
        partition(Region.of(region)),
        values.get("name").text(),
        values.get("environment").text());
  }

  /** Files of the environment, as they are shown. */
  String file(String name) {
    return "envs/" + environment + "/" + name;
  }

  String make(String target) {
    return "make " + target + " ENV=" + environment;
  }

  String role(String name) {
    return "arn:" + partition + ":iam::" + id + ":role/" + name;
  }

  /** The partition of a region; of one that this program does not know, the usual one. */
  static String partition(Region region) {
    return region.metadata() == null ? "aws" : region.metadata().partition().id();
  }
}
