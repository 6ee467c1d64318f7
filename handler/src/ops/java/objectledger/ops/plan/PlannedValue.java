package objectledger.ops.plan;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A resource before or after a change, or a value in it. A value that Terraform marks as sensitive
 * is never returned as text.
 *
 * @param value maps, lists, text, numbers, booleans; null if absent
 * @param sensitive the same shape, or less of it, with true where a value is sensitive
 * @param unknown the same for what is known only after the apply
 */
record PlannedValue(Object value, Object sensitive, Object unknown) {
  static final String SENSITIVE = "(sensitive)";
  static final String UNKNOWN = "(known after apply)";

  /** The member of that name, or the element of that index. */
  PlannedValue get(Object step) {
    return new PlannedValue(step(value, step), step(sensitive, step), step(unknown, step));
  }

  /** The only element of a list, which is how a provider represents a block. */
  PlannedValue block(String name) {
    return get(name).get(0);
  }

  int size() {
    return value instanceof List<?> list ? list.size() : 0;
  }

  boolean isAbsent() {
    return value == null && !holdsTrue(unknown);
  }

  boolean isKnown() {
    return value != null && !holdsTrue(unknown) && !holdsTrue(sensitive);
  }

  /** This value in one line, or a placeholder if any part of it is sensitive or unknown. */
  String text() {
    if (holdsTrue(sensitive)) {
      return SENSITIVE;
    }
    if (holdsTrue(unknown)) {
      return UNKNOWN;
    }
    return switch (value) {
      case null -> "";
      case List<?> list -> String.join(", ", list.stream().map(Objects::toString).toList());
      default -> value.toString();
    };
  }

  private static Object step(Object from, Object step) {
    return switch (from) {
      case Map<?, ?> map -> map.get(step);
      case List<?> list when step instanceof Integer index ->
          index < list.size() ? list.get(index) : null;
      case Boolean mark -> mark;
      case null, default -> null;
    };
  }

  private static boolean holdsTrue(Object marks) {
    return switch (marks) {
      case Boolean mark -> mark;
      case Map<?, ?> map -> map.values().stream().anyMatch(PlannedValue::holdsTrue);
      case List<?> list -> list.stream().anyMatch(PlannedValue::holdsTrue);
      case null, default -> false;
    };
  }
}
