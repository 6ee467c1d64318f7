package objectledger.ops.status;

/** The parts of the screen, in their order. */
enum Part {
  FUNCTIONS("functions"),
  TRIGGERS("triggers"),
  QUEUES("queues"),
  FAILURES("failures"),
  ALARMS("alarms"),
  RECORDS("records"),
  VERIFY("verify");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  /** Its title on the screen, and its name in JSON. */
  String title() {
    return title;
  }
}
