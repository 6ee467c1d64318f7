package objectledger;

import java.io.IOException;

/** Measures what it costs that an object meets no connection that is kept. */
final class NewConnections {
  private static final int MEGABYTES = 1_024;
  private static final int WARM_UP = 4_000;

  private final Launch.Place place;
  private final Stub stub;
  private final Figures figures;
  private final boolean trial;

  NewConnections(Launch.Place place, Stub stub, Figures figures, boolean trial) {
    this.place = place;
    this.stub = stub;
    this.figures = figures;
    this.trial = trial;
  }

  /** An object at a time, with the connection of the one before, and after S3 has closed it. */
  void measure() throws IOException {
    var objects = trial ? 20 : 500;
    try (var function = new LambdaProcess(place.of(Variant.LEDGER, MEGABYTES))) {
      function.init();
      function.handle(Events.notification(trial ? objects : WARM_UP));
      // Both kinds, so that the handshake's code is compiled too.
      run(function, objects, false);
      run(function, objects, true);
      for (var isNew : new boolean[] {false, true}) {
        var before = function.cpuMicros();
        var millis = run(function, objects, isNew);
        var name = isNew ? "ledger.new_connection_" : "ledger.kept_connection_";
        figures.add(name + "ms", millis / objects);
        figures.add(name + "cpu_us", (double) (function.cpuMicros() - before) / objects);
      }
    }
  }

  private double run(LambdaProcess function, int objects, boolean isNew) {
    var millis = 0.0;
    for (var i = 0; i < objects; i++) {
      if (isNew) {
        stub.drop();
      }
      millis += function.handle(Events.one());
    }
    return millis;
  }
}
