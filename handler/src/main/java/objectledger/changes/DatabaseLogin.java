package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;
import objectledger.parameters.Secret;

/** Opens connections with the user and the password that the parameters have. */
final class DatabaseLogin implements Database {
  private final Target target;
  private final Driver driver;
  private final ParameterProvider parameters;

  DatabaseLogin(Target target, ParameterProvider parameters) {
    this.target = target;
    this.driver = new Driver(target);
    this.parameters = parameters;
  }

  /** Where the parameters' values are refused they are read again, once: they may be rotated. */
  @Override
  public OpenConnection open(Deadline deadline) throws SQLException {
    var names = Set.of(target.userParameter(), target.passwordParameter());
    var known = parameters.get(names, deadline);
    try {
      return open(known, deadline);
    } catch (SQLException e) {
      if (SqlFault.of(target.dialect(), e) != SqlFault.FORBIDDEN) {
        throw e;
      }
      var present = parameters.refreshRejected(known, deadline);
      if (present.isEmpty()) {
        throw e;
      }
      return open(present.get(), deadline);
    }
  }

  private OpenConnection open(Map<String, Secret> secrets, Deadline deadline) throws SQLException {
    return driver.open(
        secrets.get(target.userParameter()),
        secrets.get(target.passwordParameter()),
        limit(target.connectTimeout(), deadline));
  }

  private static Duration limit(Duration wanted, Deadline deadline) {
    var left = deadline.remaining();
    return left.compareTo(wanted) < 0 ? left : wanted;
  }
}
