package objectledger;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * Answers a HEAD of anything, every PUT, and a GET of what is in a folder, over TLS, in
 * microseconds, or after a set time. It runs as a process of its own, so that its work is not
 * counted as the function's; {@link Stub} starts and steers it.
 */
final class StubS3 {
  private static final String FACTS =
      """
      ETag: "5d41402abc4b2a76b9719d911017c592"
      Last-Modified: Sat, 31 Jan 2026 12:00:00 GMT
      x-amz-request-id: C3D13FE58DE4C810
      x-amz-server-side-encryption: AES256
      x-amz-version-id: v1
      """;

  private static final byte[] HEAD =
      answer("200 OK\nContent-Type: text/plain\nContent-Length: 5\n" + FACTS);
  private static final byte[] PUT = answer("200 OK\nContent-Length: 0\n" + FACTS);
  private static final byte[] CONTINUE = answer("100 Continue\n");
  private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]+)\r\n");

  private final LongAdder heads = new LongAdder();
  private final LongAdder puts = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long delayMillis;

  private final Path objects;

  private StubS3(Path objects) {
    this.objects = objects;
  }

  /**
   * Prints its port; then obeys its standard input, line by line, until it ends.
   *
   * @param arguments the key store, its password, and a folder of the objects, by the last part of
   *     their keys
   */
  public static void main(String[] arguments) throws Exception {
    var stub = new StubS3(Path.of(arguments[2]));
    var tls = StubTls.of(Path.of(arguments[0]), arguments[1]);
    var server = tls.listen();
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (true) {
                try {
                  var socket = server.accept();
                  Thread.ofPlatform().daemon().start(() -> stub.serve(socket));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            });
    tls.warmUp(server);
    System.out.println(server.getLocalPort());
    var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (var line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(stub.obey(line));
    }
  }

  private String obey(String command) throws IOException {
    switch (command) {
      case "drop" -> {
        for (var socket : open) {
          socket.close();
        }
      }
      case "count" -> {
        var counted =
            "%s %s %s %s"
                .formatted(
                    heads.sumThenReset(),
                    puts.sumThenReset(),
                    mostOpen.get(),
                    records.sumThenReset());
        mostOpen.set(open.size());
        return counted;
      }
      default -> delayMillis = Long.parseLong(command.replace("delay ", ""));
    }
    return "done";
  }

  private void serve(Socket socket) {
    open.add(socket);
    mostOpen.accumulateAndGet(open.size(), Math::max);
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      var out = socket.getOutputStream();
      for (var head = head(in); !head.isEmpty(); head = head(in)) {
        if (head.contains("\r\nexpect: 100-continue\r\n")) {
          out.write(CONTINUE);
        }
        var length = LENGTH.matcher(head);
        readBody(in, length.find() ? Long.parseLong(length.group(1)) : 0);
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        out.write(answerTo(head));
      }
    } catch (IOException e) {
      // The function closed the connection, or its process has ended.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(socket);
    }
  }

  private byte[] answerTo(String head) throws IOException {
    if (head.startsWith("get ")) {
      return object(head.substring(0, head.indexOf(" http/")).replaceAll("[?].*", ""));
    }
    var isHead = head.startsWith("head ");
    (isHead ? heads : puts).increment();
    return isHead ? HEAD : PUT;
  }

  private byte[] object(String path) throws IOException {
    var name = path.substring(path.lastIndexOf('/') + 1);
    var body = Files.readString(objects.resolve(URLDecoder.decode(name, StandardCharsets.UTF_8)));
    return (answerText(
                "200 OK\nContent-Type: application/json\nx-amz-meta-table: orders\nContent-Length: "
                    + body.length()
                    + "\n"
                    + FACTS)
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A record is a line. */
  private void readBody(InputStream in, long length) throws IOException {
    for (var i = 0L; i < length; i++) {
      if (in.read() == '\n') {
        records.increment();
      }
    }
  }

  /** One request without its body, in lower case; empty at the end of the connection. */
  private static String head(InputStream in) throws IOException {
    var text = new StringBuilder(1024);
    for (var next = in.read(); next >= 0; next = in.read()) {
      text.append((char) next);
      if (next == '\n' && text.length() > 3 && text.charAt(text.length() - 3) == '\n') {
        return text.toString().toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }

  private static byte[] answer(String lines) {
    return answerText(lines).getBytes(StandardCharsets.US_ASCII);
  }

  private static String answerText(String lines) {
    return ("HTTP/1.1 " + lines + "\n").replace("\n", "\r\n");
  }
}
