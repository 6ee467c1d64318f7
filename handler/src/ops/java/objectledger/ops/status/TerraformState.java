package objectledger.ops.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Terraform's state: what the last apply made, whoever applied.
 *
 * @param json the state, in the form of Terraform's version 4
 * @param applied when it was written
 */
record TerraformState(JsonValue json, Instant applied) {
  /**
   * A resource of the state.
   *
   * @param key its index; empty if it has none
   * @param attributes as the last apply read them
   * @param isTainted whether its making failed half-way
   */
  record Resource(String type, String key, JsonValue attributes, boolean isTainted) {
    String text(String attribute) {
      return attributes.get(attribute).textOrEmpty();
    }
  }

  /** Reads it; empty if there is none. */
  static Optional<TerraformState> read(S3Client s3, String bucket, String key) {
    try (var in = s3.getObject(get -> get.bucket(bucket).key(key))) {
      return Optional.of(new TerraformState(JsonValue.read(in), in.response().lastModified()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number that grows with each write of the state. */
  long serial() {
    return json.get("serial").countOrUnknown();
  }

  /** The outputs, in the form in which Terraform prints them. */
  JsonValue outputs() {
    return json.get("outputs");
  }

  /** The resources that Terraform made, without those that it only reads. */
  List<Resource> resources() {
    var found = new ArrayList<Resource>();
    for (var resource : json.get("resources").items()) {
      if (!resource.get("mode").isEqualTo("managed")) {
        continue;
      }
      for (var instance : resource.get("instances").items()) {
        var key = instance.get("index_key").value();
        found.add(
            new Resource(
                resource.get("type").text(),
                key == null ? "" : key.toString(),
                instance.get("attributes"),
                instance.get("status").isEqualTo("tainted")));
      }
    }
    return found;
  }

  /** Those of one type. */
  List<Resource> resources(String type) {
    return resources().stream().filter(resource -> resource.type().equals(type)).toList();
  }
}
