package org.hansa.core.rest;

import javax.servlet.http.HttpServletRequest;
import org.hansa.core.api.gate.Principal;

/**
 * Whose connections are counted together.
 *
 * @param name of the account, or else of where it comes from
 * @param known whether it is an account, which has shown that it is
 */
record Client(String name, boolean known) {

  /** Groups of an IPv6 address by which one network is told from another; who has one has all. */
  private static final int GROUPS = 4;

  /** As far as it is known by now. */
  static Client of(HttpServletRequest request) {
    return request.getAttribute(Call.PRINCIPAL) instanceof Principal who
        ? new Client(who.name(), true)
        : new Client("nobody at " + network(request.getRemoteAddr()), false);
  }

  /** The server writes IPv6 addresses with all their groups. */
  static String network(String address) {
    int end = -1;
    for (int group = 0; group < GROUPS; group++) {
      end = address.indexOf(':', end + 1);
      if (end < 0) {
        return address;
      }
    }
    return address.substring(0, end);
  }
}
