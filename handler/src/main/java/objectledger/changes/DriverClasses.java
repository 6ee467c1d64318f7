package objectledger.changes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The classes of the first connection, which are half of its time. They are loaded by their names,
 * so that no connection, thread or secret of the driver can be in a snapshot.
 */
final class DriverClasses {
  private static final String NAMES = "driver-classes.txt";

  private DriverClasses() {}

  /** The names, one a line. A test finds out which the driver loads. */
  static List<String> names() {
    try (var in = DriverClasses.class.getResourceAsStream(NAMES);
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Loads and initialises them. One that is not there is left to the first connection. */
  static void load() {
    for (var name : names()) {
      try {
        Class.forName(name, true, DriverClasses.class.getClassLoader());
      } catch (ClassNotFoundException | LinkageError e) {
        // Another version of the JDK or of the driver has other classes.
      }
    }
  }
}
