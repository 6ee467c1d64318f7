package objectledger.ops.status;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something on which a person should act.
 *
 * @param what is wrong
 * @param cure what to type, or to read
 */
record Finding(String what, String cure) {
  Map<String, Object> toJson() {
    var members = new LinkedHashMap<String, Object>();
    members.put("what", what);
    members.put("type", cure);
    return members;
  }
}
