package objectledger.ops.preflight;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;

/** The customer keys that the values name, and the services that have to use them. */
final class NamedKeys {
  /** For each key, as it is named, the settings that name it. */
  private final SortedMap<String, SortedSet<String>> settings = new TreeMap<>();

  /** For each key the services that send to a queue or topic, or write logs, under it. */
  private final SortedMap<String, SortedSet<String>> services = new TreeMap<>();

  NamedKeys(JsonValue values, List<PlannedResources> stack) {
    collect("", values.value());
    if (values.get("alarms").get("kms_key_alias").value() instanceof String alias) {
      settings.put("alias/" + alias, new TreeSet<>(List.of("alarms.kms_key_alias")));
    }
    stack.stream()
        .flatMap(
            plan -> Stream.of("aws_sqs_queue", "aws_sns_topic").flatMap(t -> plan.of(t).stream()))
        .filter(resource -> !resource.value("kms_master_key_id").isEmpty())
        .forEach(
            resource -> {
              var key = resource.value("kms_master_key_id");
              settings.computeIfAbsent(key, k -> new TreeSet<>()).add(resource.value("name"));
              services
                  .computeIfAbsent(key, k -> new TreeSet<>())
                  .addAll(senders(resource.value("policy")));
            });
    stack.stream()
        .flatMap(plan -> plan.of("aws_cloudwatch_log_group").stream())
        .map(resource -> resource.value("kms_key_id"))
        .filter(key -> !key.isEmpty())
        .forEach(
            key ->
                services
                    .computeIfAbsent(key, k -> new TreeSet<>())
                    .add("logs.%s.amazonaws.com".formatted(key.split(":")[3])));
  }

  SortedMap<String, SortedSet<String>> settings() {
    return settings;
  }

  SortedSet<String> services(String key) {
    return services.getOrDefault(key, new TreeSet<>());
  }

  private void collect(String path, Object value) {
    switch (value) {
      case Map<?, ?> members ->
          members.forEach(
              (name, member) ->
                  collect(path.isEmpty() ? name.toString() : path + "." + name, member));
      case List<?> list -> list.forEach(member -> collect(path, member));
      case String text when path.endsWith("kms_key_arn") ->
          settings.computeIfAbsent(text, key -> new TreeSet<>()).add(path);
      case null, default -> {}
    }
  }

  /** The services that a policy allows something. */
  private static SortedSet<String> senders(String policy) {
    var senders = new TreeSet<String>();
    if (!policy.isEmpty()) {
      var statements = new TrustStatements(new JsonValue("", JsonReader.read(policy)));
      statements.all().stream()
          .filter(one -> one.get("Effect").isEqualTo("Allow"))
          .map(one -> one.get("Principal").get("Service").value())
          .flatMap(one -> one instanceof List<?> list ? list.stream() : Stream.ofNullable(one))
          .forEach(service -> senders.add(service.toString()));
    }
    return senders;
  }
}
