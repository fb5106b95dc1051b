package org.hansa.platform.multicloud;

import static org.hansa.platform.multicloud.Constraint.Level.SITE;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hansa.platform.api.Location;
import org.hansa.platform.api.Requirements;
import org.hansa.platform.multicloud.Constraint.Refusal;
import org.hansa.platform.multicloud.Constraint.Trial;

/** What is asked of a site as a whole. */
final class SiteConstraints {

  /** From the least to the most confidential. */
  private static final List<String> PRIVACY =
      List.of("public", "internal", "confidential", "secret");

  private SiteConstraints() {}

  static List<Constraint> all() {
    return List.of(
        new Constraint("contract", SITE, true, Shares::refuses),
        new Constraint("provider", SITE, true, SiteConstraints::provider),
        new Constraint("site", SITE, true, SiteConstraints::site),
        new Constraint("jurisdiction", SITE, true, SiteConstraints::jurisdiction),
        new Constraint("certification", SITE, true, SiteConstraints::certification),
        new Constraint("privacy", SITE, true, SiteConstraints::privacy),
        new Constraint("latency", SITE, true, SiteConstraints::latency),
        new Constraint("cordon", SITE, false, SiteConstraints::cordon));
  }

  private static Optional<Refusal> provider(Trial t) {
    String found = t.offer().place().provider();
    return t.need()
        .requires()
        .provider()
        .filter(wanted -> !wanted.equals(found))
        .map(wanted -> new Refusal(found, wanted, "Ask for provider " + found + ", or for any."));
  }

  private static Optional<Refusal> site(Trial t) {
    String found = t.offer().site().ref().name();
    List<String> wanted = t.need().requires().sites();
    return wanted.isEmpty() || wanted.contains(found)
        ? Optional.empty()
        : Optional.of(
            new Refusal(found, either(wanted), "Add " + found + " to the sites asked for."));
  }

  private static Optional<Refusal> jurisdiction(Trial t) {
    String found = t.offer().place().jurisdiction();
    List<String> wanted = t.need().requires().jurisdictions();
    return wanted.isEmpty() || wanted.contains(found)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                found,
                either(wanted),
                "Allow " + found + ", or add a site in " + either(wanted) + "."));
  }

  private static Optional<Refusal> certification(Trial t) {
    List<String> found = t.offer().place().certifications();
    TreeSet<String> missing = new TreeSet<>(t.need().requires().certifications());
    missing.removeAll(found);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                found.isEmpty() ? "none" : String.join(", ", found),
                String.join(", ", t.need().requires().certifications()),
                "Have the site certified for " + String.join(", ", missing) + "."));
  }

  private static Optional<Refusal> privacy(Trial t) {
    String found = t.offer().place().privacy().orElse(PRIVACY.get(0));
    return t.need()
        .requires()
        .privacy()
        .filter(wanted -> PRIVACY.indexOf(found) < PRIVACY.indexOf(wanted))
        .map(
            wanted ->
                new Refusal(
                    found, wanted + " or higher", "Have the site cleared for " + wanted + "."));
  }

  private static Optional<Refusal> latency(Trial t) {
    return t.need().requires().latency().flatMap(wanted -> latency(t, wanted)).or(() -> areas(t));
  }

  /** The one that it misses by most; one that is not known comes first. */
  private static Optional<Refusal> areas(Trial t) {
    return new TreeMap<>(t.need().requires().areas())
        .entrySet().stream()
            .flatMap(e -> area(t, e.getKey(), e.getValue()).stream())
            .max(
                Comparator.comparing((Refusal r) -> r.gap().signum() == 0)
                    .thenComparing(Refusal::gap));
  }

  private static Optional<Refusal> area(Trial t, String area, BigDecimal most) {
    String limit = "at most " + Amount.plain(most) + " ms to " + area;
    Optional<BigDecimal> millis = Optional.ofNullable(t.offer().place().areas().get(area));
    if (millis.isEmpty()) {
      return Optional.of(
          new Refusal(
              "unknown",
              limit,
              "Measure it, and say it in Site %s under areas, as '%s'."
                  .formatted(t.offer().site().ref().name(), area)));
    }
    return millis
        .filter(n -> n.compareTo(most) > 0)
        .map(Amount::plain)
        .map(
            n ->
                new Refusal(
                    n + " ms to " + area,
                    limit,
                    "Allow " + n + " ms, or add a site nearer to " + area + ".",
                    millis.get().subtract(most)));
  }

  private static Optional<Refusal> latency(Trial t, Requirements.Latency wanted) {
    String limit = "at most " + Amount.plain(wanted.maxMillis()) + " ms";
    Optional<Location> location = t.offer().place().location();
    if (location.isEmpty()) {
      return Optional.of(new Refusal("unknown", limit, "Say in the Site where it is."));
    }
    BigDecimal millis = Latency.millis(location.get(), wanted.to());
    return millis.compareTo(wanted.maxMillis()) <= 0
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "about " + Amount.plain(millis) + " ms",
                limit,
                "Allow " + Amount.plain(millis) + " ms, or add a site nearer to the users.",
                millis.subtract(wanted.maxMillis())));
  }

  private static Optional<Refusal> cordon(Trial t) {
    return t.offer().place().cordoned().orElse(false)
        ? Optional.of(
            new Refusal("cordoned", "open for new workloads", "Uncordon " + name(t) + "."))
        : Optional.empty();
  }

  private static String name(Trial t) {
    return "site " + t.offer().site().ref().name();
  }

  private static String either(List<String> wanted) {
    return String.join(" or ", wanted);
  }
}
