package org.hansa.core.rest;

import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.Problem;

/**
 * By which names this server is called. On loopback it is its own machine's alone, and a name that
 * somebody else owns and lets point here (DNS rebinding) would make his page one of this server's.
 *
 * @param more names that the operator gave it, for instance of a proxy on the same machine
 */
record Hosts(Set<String> more) {

  Hosts {
    more = Set.copyOf(more);
  }

  void check(HttpServletRequest request) {
    Enumeration<String> named = request.getHeaders("Host");
    if (named.hasMoreElements() && named.nextElement() != null && named.hasMoreElements()) {
      throw new Problem(
          Problem.Reason.MALFORMED, "there is more than one header Host", "Send one.");
    }
    String name = bare(request.getServerName().toLowerCase(Locale.ROOT));
    if (isLoopback(bare(request.getLocalAddr())) && !isOwn(name)) {
      throw Trouble.misdirected();
    }
  }

  /**
   * Where this server is reached, as the caller knows it if that is one of its names; else the
   * address at which the request came in, for whoever asks may have made the name up.
   */
  String base(HttpServletRequest request) {
    String given = request.getServerName().toLowerCase(Locale.ROOT);
    boolean known = isOwn(bare(given));
    String host = known ? given : request.getLocalAddr();
    int port = known ? request.getServerPort() : request.getLocalPort();
    String written = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return request.getScheme() + "://" + written + ":" + port;
  }

  private boolean isOwn(String name) {
    return isLoopback(name)
        || name.equals("localhost")
        || name.endsWith(".localhost")
        || more.contains(name);
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** As addresses are written: a name that begins like one is none. */
  private static boolean isLoopback(String host) {
    return host.matches("127(\\.[0-9]{1,3}){3}")
        || host.equals("::1")
        || host.equals("0:0:0:0:0:0:0:1");
  }
}
