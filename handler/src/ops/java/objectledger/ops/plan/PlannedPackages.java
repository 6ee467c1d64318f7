package objectledger.ops.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.lambda.Sha256;

/**
 * The SHA-256 of each package that a plan deploys.
 *
 * @param handler of the handler's package
 * @param changes of the changes function's package; empty where the stack has no such function, so
 *     that nothing of its plan depends on that package
 */
record PlannedPackages(String handler, String changes) {
  /** The hashes of one file, or of two. */
  static PlannedPackages of(List<Path> files) throws IOException {
    var changes = files.size() > 1 ? Sha256.hex(Files.readAllBytes(files.get(1))) : "";
    return new PlannedPackages(Sha256.hex(Files.readAllBytes(files.getFirst())), changes);
  }

  /** The members of a document about the plan, whose names begin alike. */
  Map<String, String> named(String handlerName, String changesName) {
    var named = new TreeMap<>(Map.of(handlerName, handler));
    if (!changes.isEmpty()) {
      named.put(changesName, changes);
    }
    return named;
  }
}
