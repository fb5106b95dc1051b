package org.hansa.drivers.simulator.data;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A transport network. Its nodes are named after the sites that they stand at.
 *
 * @param controller the site whose endpoint offers it
 * @param points where paths may begin and end, by site
 */
public record Transport(
    String controller, String layer, Map<String, Ports> points, List<Link> links) {

  /**
   * @param ports how many
   * @param rate of each, bits a second in each direction
   */
  public record Ports(
      @Bound(or = "1", min = "1", max = "100") int ports,
      @Bound(unit = Bound.Unit.BITS, min = "1") long rate) {}

  /**
   * @param between two sites
   * @param rate bits a second in each direction
   * @param latency milliseconds one way; what the rule says, if not said
   */
  public record Link(
      @Bound(most = 2) List<String> between,
      @Bound(unit = Bound.Unit.BITS, min = "1") long rate,
      @Bound(max = "10000") Optional<BigDecimal> latency) {

    public Link {
      if (between.size() != 2 || between.get(0).equals(between.get(1))) {
        throw new IllegalArgumentException("between must name two sites, not " + between);
      }
    }

    /** The same for both directions. */
    public String name() {
      String one = between.get(0);
      String two = between.get(1);
      return one.compareTo(two) < 0 ? one + "~" + two : two + "~" + one;
    }
  }
}
