package objectledger.changes;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a database. The driver reads parameters out of its URL, and they would win over
 * the settings, so no name may have a character that a URL gives a meaning.
 */
record ServerAddress(String host, int port, String database) {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})");
  private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_$.-]{0,62}");

  ServerAddress {
    if (!HOST.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "host: write a name or an IPv4 address alone, as in db.example.com");
    }
    if (!DATABASE.matcher(database).matches()) {
      throw new IllegalArgumentException(
          "database: write its name alone, of letters, digits, '_', '$', '.' and '-'");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port: write a number from 1 to 65535");
    }
  }

  String url() {
    return String.format(Locale.ROOT, "jdbc:postgresql://%s:%d/%s", host, port, database);
  }
}
