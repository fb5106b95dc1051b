package org.hansa.core.driver.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;

/** The addresses of a network, as {@link VirtualNetworkSpec#range} has them. Asks no resolver. */
public final class AddressRange {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private final BigInteger first;
  private final int bits;
  private final int prefix;

  private AddressRange(BigInteger first, int bits, int prefix) {
    this.first = first;
    this.bits = bits;
    this.prefix = prefix;
  }

  /**
   * @param text the lowest address and how many bits all have in common: {@code 10.1.0.0/24}
   * @throws DriverException INVALID if it is not that
   */
  public static AddressRange of(String text) {
    String[] parts = text.split("/", -1);
    Optional<byte[]> address = bytes(parts[0]);
    if (parts.length != 2 || address.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
      throw refused(text, "is no range of addresses such as 10.1.0.0/24");
    }
    int bits = address.get().length * Byte.SIZE;
    int prefix = Integer.parseInt(parts[1]);
    if (prefix > bits) {
      throw refused(text, "has more than the " + bits + " bits of an address");
    }
    BigInteger first = new BigInteger(1, address.get());
    if (first.signum() != 0 && first.getLowestSetBit() < bits - prefix) {
      throw refused(text, "does not begin with the lowest of its addresses");
    }
    return new AddressRange(first, bits, prefix);
  }

  private static DriverException refused(String text, String why) {
    return DriverException.invalid("the range '" + text + "' " + why);
  }

  /** Whether this is an address, and of these. */
  public boolean holds(String address) {
    return bytes(address)
        .filter(raw -> raw.length * Byte.SIZE == bits)
        .map(raw -> new BigInteger(1, raw).shiftRight(bits - prefix))
        .filter(first.shiftRight(bits - prefix)::equals)
        .isPresent();
  }

  /** Whether this is an address of IPv4 or IPv6, in digits. */
  public static boolean isAddress(String text) {
    return bytes(text).isPresent();
  }

  private static Optional<byte[]> bytes(String text) {
    boolean digits =
        IPV4.matcher(text).matches() || (text.contains(":") && IPV6.matcher(text).matches());
    try {
      return digits ? Optional.of(InetAddress.getByName(text).getAddress()) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** How many bits all of them have in common. */
  public int prefix() {
    return prefix;
  }
}
