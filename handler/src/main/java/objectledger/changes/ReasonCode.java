package objectledger.changes;

import java.util.Locale;

/** Why a change is refused. Refusals, logs and a metric's filter contain the names. */
enum ReasonCode {
  AGGREGATED,
  DATABASE_REFUSED,
  KEY_INVALID,
  KEY_MISSING,
  KEY_TOO_LARGE,
  NO_NEW_IMAGE,
  NOT_JSON,
  OTHER_TABLE,
  SEQ_INVALID,
  TOO_DEEP,
  UNKNOWN_EVENT,
  UNKNOWN_STREAM,
  VALUE_INVALID,
  VALUE_NOT_UNICODE,
  VALUE_OUT_OF_RANGE;

  /** The name in refusals, such as {@code not-json}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
