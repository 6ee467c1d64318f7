package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures how functions start, and how long their first event takes. */
final class Starts {
  /** The memory size for which a small share of a CPU is measured. */
  static final int SMALL = 512;

  private static final int USUAL = 1_024;

  /** A secret and a workflow that no event of the bench needs. */
  private static final Map<String, String> UNNEEDED =
      Map.of(
          "PARAMETER_CONTEXT",
          "secret",
          "WORKFLOW",
          """
          {"url":"https://127.0.0.1/","match":{"suffix":"/_SUCCESS"},"body":"{\\"uri\\":\\"{{uri}}\\"}",
          "token_parameter":"WORKFLOW_TOKEN","timeout":5}""");

  private final Launch.Place place;
  private final Stub stub;
  private final Figures figures;
  private final List<Variant> variants;

  /**
   * @param variants of which those in Java are measured: Node.js has no client for the Runtime API
   *     without a compiler
   */
  Starts(Launch.Place place, Stub stub, Figures figures, List<Variant> variants) {
    this.place = place;
    this.stub = stub;
    this.figures = figures;
    this.variants = variants.stream().filter(variant -> variant != Variant.NODE).toList();
  }

  List<Variant> variants() {
    return variants;
  }

  /** Those of a round. */
  List<Bench.Measurement> measurements() {
    var all = new ArrayList<Bench.Measurement>();
    for (var variant : variants) {
      all.add(() -> start(place.of(variant, USUAL), variant.folder));
    }
    all.add(() -> start(place.of(Variant.LEDGER, USUAL).with(UNNEEDED), "ledger.unneeded"));
    all.add(this::restored);
    if (canShare()) {
      for (var variant : List.of(Variant.HELLO, Variant.SDK_DEFAULTS, Variant.LEDGER)) {
        all.add(() -> startSmall(variant));
      }
      all.add(this::restoredSmall);
    }
    return all;
  }

  private static boolean canShare() {
    var share = CpuShare.of(SMALL);
    share.ifPresent(CpuShare::close);
    return share.isPresent();
  }

  private void start(Launch launch, String name) throws IOException {
    try (var function = new LambdaProcess(launch)) {
      var init = function.init();
      var cpu = function.cpuMicros();
      var first = function.handle(Events.one());
      figures.add(name + ".init_ms", init);
      figures.add(name + ".first_ms", first);
      figures.add(name + ".start_ms", init + first);
      figures.add(name + ".init_cpu_ms", cpu / 1_000.0);
      figures.add(name + ".first_cpu_ms", (function.cpuMicros() - cpu) / 1_000.0);
      figures.add(name + ".start_rss_mb", function.residentMegabytes("VmRSS"));
    }
  }

  /** All connections are lost in a snapshot; the time that AWS takes to load it is not in this. */
  private void restored() throws IOException {
    restored(USUAL, Optional.empty(), "restored");
  }

  private void restored(int megabytes, Optional<CpuShare> share, String name) throws IOException {
    try (var function = new LambdaProcess(place.of(Variant.LEDGER, megabytes).forSnapshot())) {
      function.checkpoint();
      stub.drop();
      share.ifPresent(cpu -> cpu.take(function.pid()));
      var restore = function.restore();
      var first = function.handle(Events.one());
      figures.add("ledger." + name + "_restore_ms", restore);
      figures.add("ledger." + name + "_first_ms", first);
      figures.add("ledger." + name + "_ms", restore + first);
    }
  }

  /** Lambda starts every function at full speed; the share holds from the first event on. */
  private void startSmall(Variant variant) throws IOException {
    try (var share = CpuShare.of(SMALL).orElseThrow();
        var function = new LambdaProcess(place.of(variant, SMALL))) {
      var init = function.init();
      share.take(function.pid());
      figures.add(variant.folder + ".small_start_ms", init + function.handle(Events.one()));
      figures.add(variant.folder + ".small_start_rss_mb", function.residentMegabytes("VmHWM"));
    }
  }

  private void restoredSmall() throws IOException {
    try (var share = CpuShare.of(SMALL).orElseThrow()) {
      restored(SMALL, Optional.of(share), "small_restored");
    }
  }

  /** The classes that are there after the first event. They are counted once: it is slow. */
  void classes(List<Variant> variants) throws IOException {
    for (var variant : variants) {
      var log = place.work().resolve("classes-" + variant.folder + ".log");
      var launch = place.of(variant, USUAL).with("-Xlog:class+load:file=" + log + "::filecount=0");
      try (var function = new LambdaProcess(launch)) {
        function.init();
        function.handle(Events.one());
      }
      figures.add(variant.folder + ".classes", (double) loaded(log));
    }
  }

  private static long loaded(Path log) throws IOException {
    try (var lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(" source: ")).count();
    }
  }
}
