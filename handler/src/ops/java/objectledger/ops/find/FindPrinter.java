package objectledger.ops.find;

import java.io.PrintStream;
import objectledger.ops.PrettyJson;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.TerminalText;

/** Prints documents and records, with their source where the stack has several. */
record FindPrinter(PrintStream out, StackOutputs stack) {
  /** Prints a latest document and its place. */
  void latest(Source source, String documentKey, String json) {
    out.printf("latest  %ss3://%s/%s%n", label(source), stack.ledgerBucket(), documentKey);
    json(json);
  }

  /** Prints that these sources have no latest document. */
  void noLatest(String labels) {
    out.printf(
        "latest  none%s%s%n%n",
        stack.sources().areSeveral() ? " in " + labels : "",
        stack.keepsLatest()
            ? ": no event of it is recorded, or its tombstone has expired"
            : ": this stack keeps none");
  }

  /** Prints a record and its place. */
  void record(JournalEntry entry) {
    var json = entry.json();
    out.printf(
        "record  %s  %s  %ss3://%s/%s%n",
        TerminalText.of(json.get("record_timestamp").text()),
        TerminalText.of(json.get("event_name").text()),
        label(entry.source()),
        stack.ledgerBucket(),
        entry.journalKey());
    json(entry.text());
  }

  private String label(Source source) {
    return stack.sources().areSeveral() ? source.label() + "  " : "";
  }

  private void json(String json) {
    PrettyJson.of(json).lines().map(TerminalText::of).forEach(out::println);
    out.println();
  }
}
