package objectledger.ops.post;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The proxy that the environment's variables name, as the SDK's clients use it; without them, that
 * of the JDK.
 */
final class EnvironmentProxy extends ProxySelector {
  private static final int DEFAULT_PORT = 80;

  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI address) {
    var proxy = value(address.getScheme() + "_proxy");
    if (proxy.isEmpty()) {
      return ProxySelector.getDefault().select(address);
    }
    if (isSpared(address.getHost())) {
      return List.of(Proxy.NO_PROXY);
    }
    var named = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
    var port = named.getPort() < 0 ? DEFAULT_PORT : named.getPort();
    return List.of(
        new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(named.getHost(), port)));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails with the same exception.
  }

  private boolean isSpared(String host) {
    return Stream.of(value("no_proxy").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .map(name -> name.replaceFirst("^\\*?\\.", ""))
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private String value(String name) {
    return environment.getOrDefault(
        name, environment.getOrDefault(name.toUpperCase(Locale.ROOT), ""));
  }
}
