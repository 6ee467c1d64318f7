package objectledger;

/** A function that is measured: which one, and what is said of it. */
enum Variant {
  HELLO("hello", "baselines.HelloWorld::handleRequest", "hello world: a handler that does nothing"),
  HAND_SIGNED(
      "hand-signed",
      "baselines.HandSigned::handleRequest",
      "signed by hand, the limit: `HttpURLConnection`"),
  SDK_DEFAULTS(
      "sdk-defaults",
      "baselines.SdkDefaults::handleRequest",
      "SDK with its defaults (Apache 5 client), typed `S3Event`"),
  SDK_APACHE(
      "sdk-apache", "baselines.SdkDefaults::handleRequest", "the same with the Apache 4 client"),
  SDK_URL_CONNECTION(
      "sdk-url-connection",
      "baselines.SdkDefaults::handleRequest",
      "the same with the JDK's `HttpURLConnection`"),
  NODE("node", "index.mjs", "Node.js, SDK v3 with its defaults"),
  LEDGER("ledger", "objectledger.LedgerHandler::handleRequest", "**Object Ledger**"),
  DOCUMENTS(
      "documents",
      "objectledger.documents.DocumentsHandler::handleRequest",
      "documents function: a GET, rows and a state"),
  CHANGES(
      "changes",
      "objectledger.changes.ChangesHandler::handleRequest",
      "changes function: a row in PostgreSQL"),
  METRICS("metrics", "objectledger.MetricsPair::handleRequest", "the function twice");

  final String folder;
  final String handler;
  final String label;

  Variant(String folder, String handler, String label) {
    this.folder = folder;
    this.handler = handler;
    this.label = label;
  }

  /** Whether it is measured apart: it has other events, or another set-up. */
  boolean isApart() {
    return this == DOCUMENTS || this == CHANGES || this == METRICS;
  }

  /** Whether it only says once more, in another way, what another one says. */
  boolean isOneOfMany() {
    return this == SDK_APACHE || this == SDK_URL_CONNECTION;
  }
}
