package objectledger.workflow;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A receiver of the workflow's calls on a plain socket: it can stop, hang up and reset within an
 * answer, which no HTTP server offers. It answers 200 unless told otherwise.
 */
final class RawReceiver implements AutoCloseable {

  /** How a request is answered. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Socket socket) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Deque<Behaviour> next = new ArrayDeque<>();
  private final List<Integer> ports = new ArrayList<>();
  private Behaviour always = status(200);

  RawReceiver() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/run");
  }

  /** Answers with that status and an empty body. */
  static Behaviour status(int status) {
    return write("HTTP/1.1 " + status + " x\r\nContent-Length: 0\r\n\r\n");
  }

  static Behaviour write(String text) {
    return socket -> {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    };
  }

  /** Sends a part of an answer, and nothing more until the other side hangs up. */
  static Behaviour stallAfter(String text) {
    return socket -> {
      write(text).answer(socket);
      while (socket.getInputStream().read() >= 0) {
        // It has nothing more to say.
      }
    };
  }

  /** Sends a part of an answer and ends the connection in the proper way. */
  static Behaviour hangUpAfter(String text) {
    return socket -> {
      write(text).answer(socket);
      socket.close();
    };
  }

  /** Sends a part of an answer and resets the connection when that has arrived. */
  static Behaviour resetAfter(String text) {
    return socket -> {
      write(text).answer(socket);
      Thread.sleep(100);
      socket.setSoLinger(true, 0);
      socket.close();
    };
  }

  synchronized void next(Behaviour... behaviours) {
    next.addAll(List.of(behaviours));
  }

  synchronized void always(Behaviour behaviour) {
    next.clear();
    always = behaviour;
  }

  synchronized int requests() {
    return ports.size();
  }

  /** From which port each request came: a number for each connection. */
  synchronized List<Integer> ports() {
    return List.copyOf(ports);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      var isKept = true;
      while (isKept && !socket.isClosed()) {
        var head = head(in);
        behaviour(socket.getPort()).answer(socket);
        isKept = !head.contains("connection: close");
      }
    } catch (IOException | InterruptedException e) {
      // The other side hung up, or this one was told to.
    }
  }

  private synchronized Behaviour behaviour(int port) {
    ports.add(port);
    return next.isEmpty() ? always : next.remove();
  }

  /** Reads one request with its body. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var c = in.read();
      if (c < 0) {
        throw new EOFException();
      }
      head.append((char) c);
    }
    var lower = head.toString().toLowerCase(Locale.ROOT);
    in.readNBytes(Integer.parseInt(lower.replaceFirst("(?s).*content-length: ([0-9]+).*", "$1")));
    return lower;
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
