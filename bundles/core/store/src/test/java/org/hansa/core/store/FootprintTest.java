package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.junit.jupiter.api.Test;

/** What is reckoned of a snapshot, against what it takes of the heap as it is read at a start. */
class FootprintTest {

  private static final int MANY = 10_000;
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00.123456Z");

  @Test
  void aBareResourceIsReckonedAsItIs() {
    assertThat(ratio(FootprintTest::bare)).isBetween(0.8, 1.25);
  }

  @Test
  void aResourceThatIsAtWorkIsReckonedAsItIs() {
    assertThat(ratio(FootprintTest::atWork)).isBetween(0.8, 1.25);
  }

  private static Resource bare(int i) {
    Doc spec = Doc.of(Json.tree(Map.of("size", i)));
    return Resource.fresh(
        Draft.of(new Ref("Thing", "t" + i % 50, "name-" + i), spec),
        "uid-" + i,
        NOON,
        Optional.empty());
  }

  /** As an instance looks: owned, labelled, placed and called. */
  private static Resource atWork(int i) {
    Doc spec = Doc.of(Json.tree(Map.of("text", "x".repeat(300 + i % 200), "size", i)));
    Resource.Owner owner =
        new Resource.Owner(new Ref("Box", "t" + i % 50, "box-" + i / 2), "uid-of-box-" + i / 2);
    Observation seen =
        new Observation(
            Optional.of(new Ref("Endpoint", "system", "local")),
            "workload",
            "APPLY",
            "0123456789abcdef".repeat(4),
            Observation.Outcome.SETTLED,
            Optional.of(NOON),
            true,
            Doc.of(Json.tree(Map.of("pid", i, "state", "running"))),
            0,
            Optional.empty(),
            Optional.of(NOON));
    return new Resource(
        new Ref("Instance", "t" + i % 50, "application.component." + i),
        "0123456789abcdef-" + i,
        1,
        i,
        NOON,
        new TreeMap<>(Map.of("application", "app-" + i / 4, "stage", "live")),
        Optional.of(owner),
        new TreeSet<>(Set.of("wdm.instance")),
        new TreeSet<>(),
        Optional.empty(),
        spec,
        Doc.of(Json.tree(Map.of("restarts", 0, "host", "local-" + i % 7))),
        List.of(
            Condition.yes("Placed", "Placed", "on local", NOON),
            Condition.yes(Condition.READY, "Running", "it runs", NOON)),
        new TreeMap<>(Map.of("wdm.instance", seen)));
  }

  /** What is reckoned, by what is freed when the snapshot goes. */
  private static double ratio(IntFunction<Resource> resource) {
    List<PersistentSnapshot> only = new ArrayList<>(List.of(PersistentSnapshot.empty(NOON)));
    String kind = resource.apply(0).ref().kind();
    for (int i = 0; i < MANY; i++) {
      Resource read = ResourceJson.read(Json.read(ResourceJson.text(resource.apply(i))));
      only.set(0, only.get(0).with(List.of(read), List.of()));
    }
    double reckoned = only.get(0).bytes(kind);
    long with = heap();
    assertThat(only.remove(0).count(kind)).isEqualTo(MANY);
    return reckoned / (with - heap());
  }

  private static long heap() {
    Runtime jvm = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return jvm.totalMemory() - jvm.freeMemory();
  }
}
