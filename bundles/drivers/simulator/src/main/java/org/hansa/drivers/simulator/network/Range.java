package org.hansa.drivers.simulator.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.drivers.simulator.data.Refusal;

/**
 * A range of addresses.
 *
 * @param first its lowest address
 * @param bits of an address: 32 or 128
 * @param prefix bits that all have in common
 */
record Range(BigInteger first, int bits, int prefix) {

  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");
  private static final int LEAST_HOST_BITS = 2;
  private static final int SHORTEST = 8;

  /** An address that a person may have written; never a name, so that nobody is asked. */
  static Optional<InetAddress> address(String text) {
    boolean literal =
        IPV4.matcher(text).matches() || (text.contains(":") && IPV6.matcher(text).matches());
    try {
      return literal ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static Range of(String text) {
    String[] parts = text.split("/", -1);
    Optional<InetAddress> address = address(parts[0]);
    if (parts.length != 2 || address.isEmpty() || !parts[1].matches("[0-9]{1,3}")) {
      throw refused(text, "it must be an address and a prefix such as 10.1.0.0/24");
    }
    int bits = address.get().getAddress().length * Byte.SIZE;
    int prefix = Integer.parseInt(parts[1]);
    if (prefix < SHORTEST || prefix > bits - LEAST_HOST_BITS) {
      throw refused(text, "its prefix must be " + SHORTEST + " to " + (bits - LEAST_HOST_BITS));
    }
    Range range = new Range(number(address.get()), bits, prefix);
    if (range.first.getLowestSetBit() >= 0 && range.first.getLowestSetBit() < bits - prefix) {
      throw refused(text, "it must be the lowest address of its range");
    }
    return range;
  }

  private static RuntimeException refused(String text, String rule) {
    return Refusal.invalid("the range is '" + text + "': " + rule);
  }

  boolean holds(InetAddress address) {
    return address.getAddress().length * Byte.SIZE == bits
        && number(address).shiftRight(bits - prefix).equals(first.shiftRight(bits - prefix));
  }

  /** How many machines have room: without the lowest address, and the highest. */
  long room() {
    int hosts = Math.min(bits - prefix, Long.SIZE - 2);
    return (1L << hosts) - 2;
  }

  /**
   * @param n from one
   */
  String nth(long n) {
    byte[] raw = first.add(BigInteger.valueOf(n)).toByteArray();
    byte[] address = new byte[bits / Byte.SIZE];
    int length = Math.min(raw.length, address.length);
    System.arraycopy(raw, raw.length - length, address, address.length - length, length);
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("the length is right", e);
    }
  }

  private static BigInteger number(InetAddress address) {
    return new BigInteger(1, address.getAddress());
  }
}
