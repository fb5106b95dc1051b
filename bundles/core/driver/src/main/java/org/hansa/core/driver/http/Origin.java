package org.hansa.core.driver.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** The one server that a caller speaks to, and the addresses on it. */
final class Origin {

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final Pattern LOOPBACK =
      Pattern.compile("(.+[.])?localhost|127([.]\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private final URI base;

  private Origin(URI base) {
    this.base = base;
  }

  /**
   * @throws DriverException INVALID if it is no base, or secrets would pass readable to elsewhere
   */
  static Origin of(HttpSettings settings) {
    URI base = settings.base;
    if (base.getScheme() == null
        || !SCHEMES.contains(base.getScheme().toLowerCase(Locale.ROOT))
        || base.getHost() == null
        || base.getRawUserInfo() != null
        || base.getRawQuery() != null
        || base.getRawFragment() != null
        || Template.hasDots(base.getRawPath())) {
      throw new DriverException(
          Reason.INVALID,
          "the address must be http or https, a host and a path, without user, query and '..'");
    }
    settings.proxy.map(HttpProxy::address).ifPresent(Origin::checkProxy);
    boolean near =
        isLoopback(base) && settings.proxy.map(p -> isLoopback(p.address())).orElse(true);
    if (!isSecure(base) && !near && !settings.credentials.isNone() && !settings.inTheClear) {
      throw new DriverException(
          Reason.INVALID,
          "credentials would go to "
              + base.getHost()
              + " in the clear: its address must begin with https");
    }
    return new Origin(base);
  }

  private static void checkProxy(URI proxy) {
    if (!"http".equalsIgnoreCase(proxy.getScheme())
        || proxy.getHost() == null
        || proxy.getPort() < 1
        || proxy.getRawUserInfo() != null) {
      throw new DriverException(
          Reason.INVALID, "the proxy's address must be http://host:port, its user apart");
    }
  }

  private static boolean isLoopback(URI address) {
    return LOOPBACK.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  private static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  boolean isSecure() {
    return isSecure(base);
  }

  String host() {
    return base.getHost();
  }

  /** Where a request goes. */
  URI address(Request request) {
    if (request.isLinked()) {
      URI linked =
          linked(base, request.path())
              .orElseThrow(
                  () ->
                      new DriverException(
                          Reason.INTERNAL,
                          request + ": the server gave a link that is not to itself"));
      return request.query().map(query -> joined(linked, query)).orElse(linked);
    }
    String root = base.getRawPath().replaceFirst("/$", "");
    return URI.create(
        base.getScheme()
            + "://"
            + base.getRawAuthority()
            + root
            + request.path()
            + request.query().map(query -> "?" + query).orElse(""));
  }

  private static URI joined(URI address, String query) {
    return URI.create(address + (address.getRawQuery() == null ? "?" : "&") + query);
  }

  /**
   * @param from the address whose answer has the link
   * @return empty if it is no address, or not of this origin
   */
  Optional<URI> linked(URI from, String link) {
    return resolved(from, link).filter(this::same);
  }

  /**
   * Where a link leads to, by RFC 3986.
   *
   * @return empty if it is no address
   */
  static Optional<URI> resolved(URI from, String link) {
    String bare = link.strip().replaceFirst("(?s)#.*", "");
    try {
      // By the platform's older rules a query alone would lead to the folder above.
      return Optional.of(
          bare.isEmpty() || bare.startsWith("?")
              ? URI.create(from.toString().replaceFirst("[?].*", "") + bare)
              : from.resolve(URI.create(bare)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean same(URI to) {
    return base.getScheme().equalsIgnoreCase(Objects.toString(to.getScheme(), ""))
        && base.getHost().equalsIgnoreCase(Objects.toString(to.getHost(), ""))
        && to.getRawUserInfo() == null
        && port(base) == port(to);
  }

  private static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : isSecure(address) ? 443 : 80;
  }
}
