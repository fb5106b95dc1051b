package org.hansa.drivers.hansa;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which addresses are of this machine and which of others, by what they say: nothing is looked up.
 * There are many ways to write one, and programs read them differently; what has no strict form is
 * of nobody.
 */
final class Addresses {

  /** What a partner elsewhere has said for this machine comes to: from others it is not reached. */
  static final String LOOPBACK = "127.0.0.1";

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String FOUR = OCTET + "(\\." + OCTET + "){3}";
  private static final Pattern V4 = Pattern.compile(FOUR);
  private static final Pattern V6 =
      Pattern.compile("[0-9A-Fa-f:]{0,45}:([0-9A-Fa-f:]{0,45}|" + FOUR + ")");
  private static final String LABEL = "[A-Za-z0-9]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?";

  /** Two labels at least, the last with a letter first: 127.1 and 0x7f.0x1 are no names. */
  private static final Pattern NAME =
      Pattern.compile("(" + LABEL + "\\.)+[A-Za-z]([-A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private static final Pattern LOCAL =
      Pattern.compile("(?i)(.+\\.)?(localhost|localdomain|localhost6|localdomain6)");
  private static final int MULTICAST = 224;

  private Addresses() {}

  /** True of what is certainly this machine. */
  static boolean isHere(String host) {
    return LOCAL.matcher(host).matches()
        || literal(host)
            .filter(found -> found.isLoopbackAddress() || found.isAnyLocalAddress())
            .isPresent();
  }

  /** True of an address of another machine, and of a name that may be one's. */
  static boolean isElsewhere(String address) {
    return literal(address)
        .map(Addresses::isAnothers)
        .orElseGet(() -> NAME.matcher(address).matches() && !LOCAL.matcher(address).matches());
  }

  private static boolean isAnothers(InetAddress found) {
    boolean here =
        found.isLoopbackAddress()
            || found.isAnyLocalAddress()
            || found.isLinkLocalAddress()
            || found.isMulticastAddress();
    if (found instanceof Inet6Address six) {
      return !here && !six.isIPv4CompatibleAddress();
    }
    int first = Byte.toUnsignedInt(found.getAddress()[0]);
    return !here && first > 0 && first < MULTICAST;
  }

  /** Parsed, and never resolved: digits and colons are no name. */
  private static Optional<InetAddress> literal(String address) {
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    String bare = bracketed ? address.substring(1, address.length() - 1) : address;
    boolean isOne = V6.matcher(bare).matches() || (!bracketed && V4.matcher(bare).matches());
    try {
      return isOne ? Optional.of(InetAddress.getByName(bare)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }
}
