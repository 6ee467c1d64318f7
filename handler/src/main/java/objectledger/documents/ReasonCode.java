package objectledger.documents;

import java.util.Locale;

/** Why a document is refused. Refusals, statuses and a metric's filter contain the names. */
enum ReasonCode {
  TABLE_INVALID,
  TABLE_MISSING,
  TABLE_UNDECLARED,
  ID_INVALID,
  ID_USED,
  EMPTY,
  NOT_JSON,
  NOT_AN_OBJECT,
  TOO_LARGE,
  TOO_DEEP,
  DUPLICATE_NAME,
  COLUMN_COLLISION,
  RESERVED_COLUMN,
  TYPE_MISMATCH,
  NOT_UNICODE,
  NOT_GZIP,
  NOT_BASE64;

  /** The name in refusals, such as {@code not-json}. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
