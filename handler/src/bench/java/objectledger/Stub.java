package objectledger;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The stub that stands for S3, seen from the bench: {@link StubS3} in a process of its own. */
final class Stub implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final String port;

  /**
   * Starts it.
   *
   * @param keyStore with its TLS key
   * @param objects the folder of what a GET is answered with
   */
  Stub(Path keyStore, String password, Path objects) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                StubS3.class.getName(),
                keyStore.toString(),
                password,
                objects.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    port = answers.readLine();
  }

  /**
   * What it was asked since it was last asked this.
   *
   * @param records lines of all that was put
   */
  record Counted(long heads, long puts, int mostConnections, long records) {}

  String endpoint() {
    return "https://127.0.0.1:" + port;
  }

  /** Has every answer come so much later. */
  void delay(int millis) {
    command("delay " + millis);
  }

  /** Closes every connection, as a snapshot does. */
  void drop() {
    command("drop");
  }

  Counted count() {
    var numbers = command("count").split(" ");
    return new Counted(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Integer.parseInt(numbers[2]),
        Long.parseLong(numbers[3]));
  }

  private String command(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }
}
