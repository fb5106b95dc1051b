package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.platform.api.Component;

/**
 * What one component asks of the way to another, all its links there together.
 *
 * @param maxMillis round trip, the least that a link allows
 * @param sends GiB an hour from one replica to one of the other
 * @param receives GiB an hour back
 */
record Call(
    String from, String to, Optional<BigDecimal> maxMillis, BigDecimal sends, BigDecimal receives) {

  /** Finer than anybody measures, so that small things do not become nothing. */
  private static final int SCALE = 12;

  /** Empty if nothing is asked. What is sent is spread evenly over the pairs of replicas. */
  static Optional<Call> of(Component from, Component to) {
    BigDecimal pairs = BigDecimal.valueOf(Math.max(1L, (long) count(from) * count(to)));
    Call call =
        new Call(
            from.name(),
            to.name(),
            links(from, to).flatMap(l -> l.maxMillis().stream()).reduce(BigDecimal::min),
            each(links(from, to).flatMap(l -> l.sendsGibHour().stream()), pairs),
            each(links(from, to).flatMap(l -> l.receivesGibHour().stream()), pairs));
    return call.maxMillis().isPresent() || call.isTraffic() ? Optional.of(call) : Optional.empty();
  }

  private static Stream<Component.Link> links(Component from, Component to) {
    return from.links().stream().filter(l -> l.to().equals(to.name()));
  }

  private static int count(Component component) {
    return component.replicas().orElse(1);
  }

  private static BigDecimal each(Stream<BigDecimal> all, BigDecimal pairs) {
    return all.reduce(BigDecimal.ZERO, BigDecimal::add).divide(pairs, SCALE, RoundingMode.HALF_UP);
  }

  /** The same, if it is bounded, with another bound. */
  Call allowing(BigDecimal millis) {
    return new Call(from, to, maxMillis.map(m -> millis), sends, receives);
  }

  /** True if it is this one that asks for the other to be near. */
  boolean isBoundBy(Need need) {
    return maxMillis.isPresent() && from.equals(need.component().name());
  }

  boolean isTraffic() {
    return sends.signum() > 0 || receives.signum() > 0;
  }

  /** The component at the other end. */
  String other(String component) {
    return from.equals(component) ? to : from;
  }

  /** What a replica of a component sends to one of the other. */
  BigDecimal sentBy(String component) {
    // Of a component that calls itself each replica calls and is called.
    return from.equals(to) ? sends.add(receives) : from.equals(component) ? sends : receives;
  }

  /** What it gets back. */
  BigDecimal sentTo(String component) {
    return from.equals(to) ? sends.add(receives) : from.equals(component) ? receives : sends;
  }
}
