package objectledger.ops.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a local file of lines, object by object, in the order of their names. A file that was cut
 * off ends with the last object that is whole.
 */
final class CopyReader implements AutoCloseable {
  private final CutOffStream in;
  private final BufferedReader lines;
  private String header = "";
  private String name = "";
  private List<String> object = List.of();
  private String nextLine;

  private CopyReader(CutOffStream in) throws IOException {
    this.in = in;
    this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    this.nextLine = lines.readLine();
    advance();
  }

  /** A reader of a file, which is empty if there is no such file. */
  static CopyReader open(Path file) throws IOException {
    return new CopyReader(CutOffStream.open(file));
  }

  /**
   * The lines of an object, if the file has it as it was listed; empty otherwise. Objects before it
   * are passed over.
   */
  List<String> take(CopiedObject wanted) throws IOException {
    while (!object.isEmpty() && name.compareTo(wanted.name()) < 0) {
      advance();
    }
    return header.equals(wanted.header()) ? object : List.of();
  }

  private void advance() throws IOException {
    object = List.of();
    header = "";
    name = "";
    if (nextLine == null) {
      return;
    }
    var same = new ArrayList<String>();
    var ofAll = CopiedObject.headerOf(nextLine);
    while (nextLine != null && CopiedObject.headerOf(nextLine).equals(ofAll)) {
      same.add(nextLine);
      nextLine = lines.readLine();
    }
    // A line that ends in its header can be of this object, too.
    var isWhole = nextLine == null ? !in.isCutOff() : !CopiedObject.headerOf(nextLine).isEmpty();
    if (!ofAll.isEmpty() && isWhole) {
      object = same;
      header = ofAll;
      name = CopiedObject.parse(ofAll).name();
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
