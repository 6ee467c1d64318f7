package objectledger.changes;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A network between a client and a server: it passes bytes on, later, not at all, or ends. The
 * bytes are TLS's, so a test says what it wants of the next ones, not of their content.
 */
public final class TcpProxy implements AutoCloseable {
  /** What happens to what passes. */
  public enum Fault {
    NONE,
    /** The connection ends before the request gets to the server. */
    CUT_BEFORE,
    /** The request gets to the server, and the connection ends before the answer comes back. */
    CUT_AFTER,
    /** The request and all after it get nowhere, and nothing comes back. */
    BLACK_HOLE
  }

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger requests = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;
  private volatile Fault fault = Fault.NONE;

  public TcpProxy(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Lets each piece of what is sent take this long, each way. */
  public void delay(Duration each) {
    delay = each;
  }

  public void fault(Fault next) {
    fault = next;
  }

  /** The round trips since the last question: how often a client sent after it had received. */
  public int roundTrips() {
    return requests.getAndSet(0);
  }

  /** Ends all connections. */
  public void cut() {
    open.forEach(TcpProxy::end);
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        var client = server.accept();
        var upstream = upstream();
        if (upstream == null) {
          end(client);
          continue;
        }
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        open.add(client);
        open.add(upstream);
        var turn = new Turn();
        Thread.ofPlatform().daemon().start(() -> pass(client, upstream, turn, true));
        Thread.ofPlatform().daemon().start(() -> pass(upstream, client, turn, false));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  /** A connection to the server; null where it is down. */
  private Socket upstream() {
    try {
      return new Socket(InetAddress.getLoopbackAddress(), target);
    } catch (IOException e) {
      return null;
    }
  }

  /** Whose bytes came last. */
  private static final class Turn {
    private boolean isOfClient;

    synchronized boolean isNew(boolean fromClient) {
      var isNew = isOfClient != fromClient;
      isOfClient = fromClient;
      return isNew;
    }
  }

  private void pass(Socket from, Socket to, Turn turn, boolean fromClient) {
    var buffer = new byte[65_536];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (turn.isNew(fromClient) && fromClient) {
          requests.incrementAndGet();
        }
        if (!passes(fromClient)) {
          return;
        }
        if (!delay.isZero()) {
          LockSupport.parkNanos(delay.toNanos());
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // One side hung up.
    }
  }

  /** Whether what came is passed on; false where its connection ends. */
  private boolean passes(boolean fromClient) throws IOException {
    if (fault == Fault.BLACK_HOLE) {
      while (fault == Fault.BLACK_HOLE && !server.isClosed()) {
        LockSupport.parkNanos(5_000_000);
      }
      return false;
    }
    if (fault == (fromClient ? Fault.CUT_BEFORE : Fault.CUT_AFTER)) {
      fault = Fault.NONE;
      return false;
    }
    return true;
  }

  private static void end(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    cut();
  }
}
