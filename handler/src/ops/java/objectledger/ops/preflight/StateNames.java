package objectledger.ops.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The names of what the state has, which is what an apply takes for its own. */
final class StateNames {
  private static final Set<String> NAMES = Set.of("bucket", "function_name", "name");

  private StateNames() {}

  /** Reads the state. There is none before the first apply. */
  static Set<String> read(S3Client s3, String bucket, String key, Account account) {
    try (var state =
        s3.getObject(r -> r.bucket(bucket).key(key).expectedBucketOwner(account.id()))) {
      return names(JsonValue.read(state));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Set.of();
      }
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Set<String> names(JsonValue state) {
    var names = new TreeSet<String>();
    for (var resource : state.get("resources").items()) {
      if (resource.get("mode").isEqualTo("managed")) {
        for (var instance : resource.get("instances").items()) {
          NAMES.forEach(
              name -> {
                if (instance.get("attributes").get(name).value() instanceof String text) {
                  names.add(text);
                }
              });
        }
      }
    }
    return names;
  }
}
