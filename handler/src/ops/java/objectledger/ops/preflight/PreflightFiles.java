package objectledger.ops.preflight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import objectledger.json.JsonValue;

/**
 * What the script leaves for the command: the values, where the state is, and what the two modules
 * would make in an empty account. A plan that failed is not there.
 */
record PreflightFiles(Path folder, Path questionsFile) {
  JsonValue values() {
    return read(folder.resolve("values.json"));
  }

  JsonValue backend() {
    return read(folder.resolve("backend.json"));
  }

  RightsQuestions questions() {
    return new RightsQuestions(read(questionsFile));
  }

  /** The values as the plan has them: with those that are tried, and with their defaults. */
  JsonValue planned() {
    return stack().map(PlannedResources::variables).orElseGet(this::values);
  }

  Path stackFile() {
    return folder.resolve("stack.json");
  }

  Optional<PlannedResources> stack() {
    return plan(stackFile());
  }

  Optional<PlannedResources> bootstrap() {
    return plan(folder.resolve("bootstrap.json"));
  }

  /** Both plans, as far as there are. */
  List<PlannedResources> plans() {
    return Stream.of(bootstrap(), stack()).flatMap(Optional::stream).toList();
  }

  private static Optional<PlannedResources> plan(Path file) {
    return Files.exists(file) ? Optional.of(new PlannedResources(read(file))) : Optional.empty();
  }

  private static JsonValue read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return JsonValue.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
