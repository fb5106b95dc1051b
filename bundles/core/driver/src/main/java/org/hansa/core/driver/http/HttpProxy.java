package org.hansa.core.driver.http;

import java.net.URI;
import java.util.Optional;

/**
 * An HTTP proxy on the way. What goes to {@code https} addresses passes it unread. Its credentials
 * go to it in the clear, as HTTP proxies want them.
 *
 * @param address {@code http://host:port}
 */
public record HttpProxy(URI address, Optional<String> user, Optional<String> password) {

  public static HttpProxy of(URI address) {
    return new HttpProxy(address, Optional.empty(), Optional.empty());
  }

  public static HttpProxy of(URI address, String user, String password) {
    return new HttpProxy(address, Optional.of(user), Optional.of(password));
  }

  Optional<String> basic() {
    return user.map(name -> "Basic " + Credentials.basicPair(name, password.orElse("")));
  }

  @Override
  public String toString() {
    return "HttpProxy[" + address.getHost() + ":" + address.getPort() + "]";
  }
}
