package org.hansa.core.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Sample;

/** What a store says of what it holds, beside what its writer has measured. */
final class StoreFigures {

  private StoreFigures() {}

  /**
   * @param behind revisions that the slowest watch has yet to see
   * @param writer its families, which come first
   * @param inspected families of its inspections, which come last
   */
  static List<Family> of(
      PersistentSnapshot now, long behind, List<Family> writer, List<Family> inspected) {
    List<Family> families = new ArrayList<>(writer);
    Collections.addAll(
        families,
        new Family(
            "hansa_revision",
            Family.Type.GAUGE,
            "The newest revision that this node knows.",
            List.of(Sample.gauge(Map.of(), (double) now.revision()))),
        new Family(
            "hansa_watch_behind",
            Family.Type.GAUGE,
            "Revisions by which the slowest watch is behind.",
            List.of(Sample.gauge(Map.of(), (double) behind))),
        new Family(
            "hansa_resources",
            Family.Type.GAUGE,
            "Resources in the snapshot.",
            kinds(now, now::count)),
        new Family(
            "hansa_snapshot_bytes",
            Family.Type.GAUGE,
            "About how much heap the snapshot takes, reckoned from each resource's fields.",
            kinds(now, now::bytes)));
    families.addAll(inspected);
    return List.copyOf(families);
  }

  private static List<Sample> kinds(PersistentSnapshot now, ToLongFunction<String> value) {
    return now.kinds().stream()
        .map(kind -> Sample.gauge(Map.of("kind", kind), (double) value.applyAsLong(kind)))
        .toList();
  }
}
