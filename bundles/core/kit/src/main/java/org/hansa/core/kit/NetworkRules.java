package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.network.PathFacet;
import org.hansa.core.driver.network.PathSpec;
import org.hansa.core.driver.network.PathState;
import org.hansa.core.driver.network.PointFacet;
import org.hansa.core.driver.network.PointState;
import org.hansa.core.driver.network.VirtualNetworkFacet;
import org.hansa.core.driver.network.VirtualNetworkSpec;
import org.hansa.core.driver.network.VirtualNetworkState;

/** Virtual networks and transport paths. */
final class NetworkRules {

  /** Of documentation: no endpoint has it in use. */
  private static final String OTHER_RANGE = "198.51.100.0/24";

  private NetworkRules() {}

  static List<Rule> all() {
    return List.of(
        Rule.of(
            VirtualNetworkFacet.NAME,
            "network-range",
            "A network has the range that was asked for.",
            NetworkRules::range),
        Rule.of(
            VirtualNetworkFacet.NAME,
            "network-other-range",
            "Another range under the same uid is refused, and the network stays as it was.",
            NetworkRules::otherRange),
        path("path-bandwidth", "A path keeps at least what was asked for.", NetworkRules::kept),
        path("path-latency", "A path is no slower than was asked for.", NetworkRules::latency),
        path(
            "path-other-ends",
            "Other ends under the same uid are INVALID, and the path stays as it was.",
            NetworkRules::otherEnds),
        path(
            "path-exhausted",
            "More than a point has is EXHAUSTED, and leaves nothing.",
            NetworkRules::exhausted),
        path(
            "path-takes", "What a path keeps is free at no point meanwhile.", NetworkRules::takes));
  }

  private static Rule path(String id, String sentence, Rule.Check check) {
    return Rule.of(PathFacet.NAME, id, sentence, check);
  }

  private static Tried<VirtualNetworkSpec, VirtualNetworkState> networks(Stage stage) {
    return stage.tried(stage.need(VirtualNetworkFacet.class));
  }

  private static Tried<PathSpec, PathState> paths(Stage stage) {
    return stage.tried(stage.need(PathFacet.class));
  }

  private static void range(Stage stage) {
    Tried<VirtualNetworkSpec, VirtualNetworkState> tried = networks(stage);
    VirtualNetworkSpec spec = tried.trial().spec();
    String range = tried.seen(tried.made(spec)).range();
    Broken.unless(range.equals(spec.range()), "it is " + range + ", asked was " + spec.range());
  }

  private static void otherRange(Stage stage) {
    Tried<VirtualNetworkSpec, VirtualNetworkState> tried = networks(stage);
    VirtualNetworkSpec spec = tried.trial().spec();
    VirtualNetworkSpec other =
        new VirtualNetworkSpec(
            spec.name(), OTHER_RANGE, Optional.empty(), spec.resolvers(), spec.outside());
    Fixed.refuses(tried, spec, other, Set.of(Reason.INVALID, Reason.CONFLICT));
  }

  private static void kept(Stage stage) {
    Tried<PathSpec, PathState> tried = paths(stage);
    PathSpec spec = tried.trial().spec();
    PathState state = tried.agreed(tried.made(spec), spec);
    Broken.unless(
        state.bandwidth() >= spec.bandwidth(),
        "of " + spec.bandwidth() + " it keeps " + state.bandwidth());
    Broken.unless(
        state.from().equals(spec.from()) && state.to().equals(spec.to()),
        "it is between " + state.from() + " and " + state.to());
  }

  private static void latency(Stage stage) {
    Tried<PathSpec, PathState> tried = paths(stage);
    for (PathSpec spec : tried.trials().stream().map(t -> t.spec()).toList()) {
      PathState state = tried.agreed(tried.made(spec), spec);
      boolean slow =
          spec.latency().isPresent()
              && state.latency().filter(l -> l.compareTo(spec.latency().get()) > 0).isPresent();
      Broken.unless(!slow, "of " + spec.latency() + " it takes " + state.latency());
    }
  }

  private static void otherEnds(Stage stage) {
    Tried<PathSpec, PathState> tried = paths(stage);
    PathSpec s = tried.trial().spec();
    PathSpec other =
        new PathSpec(s.name(), s.to(), s.from(), s.bandwidth(), s.latency(), s.spare());
    Fixed.refuses(tried, s, other, Set.of(Reason.INVALID));
  }

  private static void takes(Stage stage) {
    PointFacet points = stage.need(PointFacet.class);
    Unmet.untriedUnless(!stage.subject().shared(), "others may free some meanwhile");
    Tried<PathSpec, PathState> tried = paths(stage);
    PathSpec spec = tried.trial().spec();
    long before = free(points, spec, stage);
    tried.agreed(tried.made(spec), spec);
    long now = free(points, spec, stage);
    Broken.unless(
        now <= before - spec.bandwidth(),
        "at " + spec.from() + " " + before + " was free, and " + now + " is");
  }

  private static void exhausted(Stage stage) {
    PointFacet points = stage.need(PointFacet.class);
    Tried<PathSpec, PathState> tried = paths(stage);
    PathSpec s = tried.trial().spec();
    long more = points.all(tried.soon()).stream().mapToLong(PointState::capacity).sum() + 1;
    PathSpec wide = new PathSpec(s.name(), s.from(), s.to(), more, s.latency(), s.spare());
    String uid = tried.uid();
    Optional<Reason> refusal = Tried.refusal(() -> tried.settle(uid, wide));
    Broken.unless(
        refusal.equals(Optional.of(Reason.EXHAUSTED)),
        more + " bits a second " + Words.came(refusal));
    Broken.unless(tried.absent(uid), "it is there");
  }

  private static long free(PointFacet points, PathSpec spec, Stage stage) {
    return points.all(stage.ground().soon()).stream()
        .filter(p -> p.name().equals(spec.from()))
        .findFirst()
        .orElseThrow(() -> new Broken("the trial is from " + spec.from() + ", which is no point"))
        .free();
  }
}
