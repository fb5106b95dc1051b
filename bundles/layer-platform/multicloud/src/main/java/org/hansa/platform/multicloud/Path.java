package org.hansa.platform.multicloud;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Ref;
import org.hansa.orchestration.api.Application.Chain;
import org.hansa.platform.multicloud.Constraint.Trial;

/**
 * A path of a request through a chain of components, each at one of the sites where it has a
 * replica. What lies before and behind a component without any counts for nothing yet.
 *
 * @param millis empty if it is not known between two of the sites
 * @param before where it comes from
 * @param component that it has come to
 * @param last where that is
 */
record Path(
    Optional<BigDecimal> millis,
    boolean estimated,
    Optional<Path> before,
    String component,
    Optional<Offer> last) {

  private static final Path START =
      new Path(Optional.of(BigDecimal.ZERO), false, Optional.empty(), "", Optional.empty());

  /** The slowest, with the replica that is tried; one that is not known is slower than any. */
  static Path slowest(Chain chain, Trial t) {
    List<Path> paths = List.of(START);
    for (String component : chain.through()) {
      Map<Ref, Offer> sites = new LinkedHashMap<>();
      if (t.need().component().name().equals(component)) {
        sites.put(t.offer().site().ref(), t.offer());
      }
      t.mates()
          .atSites(component, t.need())
          .forEach(mate -> sites.putIfAbsent(mate.offer().site().ref(), mate.offer()));
      List<Path> before = paths;
      paths =
          sites.isEmpty()
              ? List.of(slowest(before.stream()).apart())
              : sites.values().stream()
                  .map(
                      at ->
                          slowest(
                              before.stream().map(w -> w.to(component, at, t.demand().calls()))))
                  .toList();
    }
    return slowest(paths.stream());
  }

  private static Path slowest(Stream<Path> paths) {
    return paths.reduce((a, b) -> b.isSlowerThan(a) ? b : a).orElseThrow();
  }

  private boolean isSlowerThan(Path other) {
    return other.millis.isPresent()
        && (millis.isEmpty() || millis.get().compareTo(other.millis.get()) > 0);
  }

  private Path apart() {
    return new Path(millis, estimated, Optional.of(this), "", Optional.empty());
  }

  private Path to(String next, Offer at, Calls calls) {
    Between between = last.map(l -> calls.between(l, at)).orElse(Between.NOTHING);
    return new Path(
        millis.flatMap(m -> between.millis().map(m::add)),
        estimated || between.estimated(),
        Optional.of(this),
        next,
        Optional.of(at));
  }

  String says() {
    Deque<String> stops = new ArrayDeque<>();
    for (Optional<Path> at = Optional.of(this); at.isPresent(); at = at.get().before()) {
      Path stop = at.get();
      stop.last().ifPresent(o -> stops.push(stop.component() + " at " + o.site().ref().name()));
    }
    return millis.map(n -> (estimated ? "about " : "") + Amount.plain(n) + " ms").orElse("unknown")
        + ": "
        + String.join(", ", stops);
  }
}
