package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.control.Why;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who has room where not all that have no place find it. */
class PriorityTest {

  private static final String CHEAP = "{'price':{'currency':'EUR','cpuHour':0.01}}";
  private static final Multicloud MULTICLOUD = new Multicloud();

  private static String web(int replicas, String requires) {
    return "{'name':'web','runtime':'process','replicas':"
        + replicas
        + ",'ports':[{'name':'http'}],'requires':"
        + requires
        + "}";
  }

  private static String priority(int n) {
    return "{'priority':" + n + "}";
  }

  /** Room for two of these at each place, and three of them at the cheaper. */
  private static Town full() {
    return new Town()
        .site("lost", CHEAP)
        .host("lost", "lost", "{'allocatable':{'cpu':8}}")
        .site("left", "{}")
        .host("left", "left", "{}")
        .application("a", priority(1), web(1, "{'cpu':2}"))
        .application("b", priority(20), web(1, "{'cpu':2}"))
        .application("c", priority(10), web(1, "{'cpu':2}"))
        .run();
  }

  private static Step step(Town town, String app) {
    return town.drive.step(MULTICLOUD, Town.application(app));
  }

  private static void steps(Town town, String order) {
    for (int round = 0; round < 2; round++) {
      order.chars().forEach(c -> step(town, String.valueOf((char) c)));
    }
  }

  static List<String> orders() {
    return List.of("abc", "acb", "bac", "bca", "cab", "cba");
  }

  private static String at(Town town, String app) {
    return town.drive
        .snapshot()
        .get(new Ref("Reservation", "acme", app + ".web.0"))
        .map(r -> r.spec().as(Reservation.Spec.class).pool())
        .map(pool -> Ref.parse(pool).name())
        .orElse("nowhere");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void whenASiteFailsTheHigherOnesHaveTheRoomThatIsLeft(String order) {
    Town town = full();
    town.drive.delete(new Ref(Host.KIND, "system", "lost"));

    steps(town, order);

    assertThat(at(town, "b")).isEqualTo("left");
    assertThat(at(town, "c")).isEqualTo("left");
    assertThat(town.placed("a").state()).isEqualTo(Condition.State.FALSE);
    assertThat(at(town, "a")).isEqualTo("lost");
  }

  /** What evicts may be the site itself, or what the application requires. */
  @ParameterizedTest
  @MethodSource("orders")
  void whateverEvictsThem(String order) {
    Town gone = full();
    gone.drive.delete(new Ref(Site.KIND, "system", "lost"));
    Town changed = full();
    String elsewhere = web(1, "{'cpu':2,'sites':['left']}");
    changed.application("a", priority(1), elsewhere);
    changed.application("b", priority(20), elsewhere);
    changed.application("c", priority(10), elsewhere);

    steps(gone, order);
    steps(changed, order);

    for (Town town : List.of(gone, changed)) {
      assertThat(at(town, "b")).isEqualTo("left");
      assertThat(at(town, "c")).isEqualTo("left");
      assertThat(town.placed("a").state()).isEqualTo(Condition.State.FALSE);
    }
  }

  @Test
  void whoYieldsSaysToWhomAndWhatWouldHelp() {
    Town town = full();
    town.drive.delete(new Ref(Host.KIND, "system", "lost"));

    Step step = step(town, "a");

    assertThat(town.placed("a").reason()).isEqualTo("Yields");
    assertThat(town.placed("a").message())
        .isEqualTo(
            "b (priority 20), c (priority 10) come first; beside them a.web.0 has no place; the"
                + " only host, Host/system/left, fails by cpu: found '0 cores free', wanted '2"
                + " cores'. Free 2 cores on host left, or ask for less. Or give a a priority above"
                + " 20.");
    assertThat(step.whys())
        .contains(
            new Why(
                Town.workload("a.web"),
                new Ref(Host.KIND, "system", "left"),
                "priority",
                "0 cores free beside b (priority 20), c (priority 10), which come first",
                "cpu 2 cores",
                "Free 2 cores on host left, or ask for less. Or give a a priority above 20."));
    assertThat(step.again()).contains(Duration.ofSeconds(30));
  }

  @Test
  void hasItsPlaceWhenRoomComes() {
    Town town = full();
    town.drive.delete(new Ref(Host.KIND, "system", "lost"));
    steps(town, "abc");

    town.site("new", "{}").host("new", "new", "{}").run();

    assertThat(at(town, "a")).isEqualTo("new");
    assertThat(town.placed("a").state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void nobodyWaitsForWhatHasNoPlaceInAnyCase() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("vast", priority(900), web(1, "{'cpu':64}"))
            .application("shop", priority(1), web(1, "{'cpu':4}"));
    step(town, "shop");

    assertThat(at(town, "shop")).isEqualTo("left");
    assertThat(town.run().placed("vast").reason()).isEqualTo("NoPlace");
  }

  @Test
  void nobodyWaitsForWhatIsStalled() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("high", priority(900), web(1, "{'cpu':4}"))
            .application("shop", priority(1), web(1, "{'cpu':4}"));
    Condition stalled =
        Condition.yes(Condition.STALLED, "Quota", "multicloud: over quota", now(town));
    town.drive.change(new Change.Status(Town.application("high"), Doc.EMPTY, List.of(stalled)));
    step(town, "shop");

    assertThat(at(town, "shop")).isEqualTo("left");
  }

  private static Instant now(Town town) {
    return town.drive.snapshot().now();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ab", "ba"})
  void equalsHaveItInTheOrderOfTheirSteps(String order) {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("a", priority(7), web(1, "{'cpu':4}"))
            .application("b", priority(7), web(1, "{'cpu':4}"));
    steps(town, order);

    assertThat(at(town, order.substring(0, 1))).isEqualTo("left");
    assertThat(town.placed(order.substring(1)).reason()).isEqualTo("NoPlace");
  }

  @Test
  void nobodyThatStandsWellIsPushedOut() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("low", priority(0), web(1, "{'cpu':4}"))
            .run()
            .application("high", priority(1000), web(1, "{'cpu':4}"))
            .run();

    assertThat(at(town, "low")).isEqualTo("left");
    assertThat(town.placed("low").state()).isEqualTo(Condition.State.TRUE);
    assertThat(town.placed("high").reason()).isEqualTo("NoPlace");
  }

  /** One that stands and wants more takes room as one that is new. */
  @Test
  void whatGrowsYieldsAndKeepsWhatItHas() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("low", priority(0), web(1, "{'cpu':1}"))
            .run();
    town.application("high", priority(5), web(1, "{'cpu':3}"));
    town.application("low", priority(0), web(1, "{'cpu':2}"));
    step(town, "low");

    assertThat(town.placed("low").reason()).isEqualTo("Yields");
    assertThat(town.reservation("low.web.0").orElseThrow().amounts().get("cpu"))
        .isEqualByComparingTo("1");
    town.run();
    assertThat(at(town, "high")).isEqualTo("left");
  }

  @Test
  void goesElsewhereRatherThanWait() {
    Town town =
        new Town()
            .site("cheap", CHEAP)
            .host("cheap", "cheap", "{}")
            .site("dear", "{}")
            .host("dear", "dear", "{}")
            .application("low", priority(0), web(2, "{'cpu':2}"))
            .application("high", priority(5), web(1, "{'cpu':4}"));
    step(town, "low");
    step(town, "high");

    assertThat(town.places("low.web")).containsExactly("low.web.0=dear", "low.web.1=dear");
    assertThat(at(town, "high")).isEqualTo("cheap");
  }

  /** Its second replica may not be where there is room: nobody took that, yet others come first. */
  @Test
  void saysToWhomItYieldsThoughItFailsElsewhere() {
    Town town =
        new Town()
            .site("cheap", CHEAP)
            .host("cheap", "cheap", "{}")
            .site("dear", "{}")
            .host("dear", "dear", "{}")
            .application("low", priority(0), web(2, "{'cpu':2,'spread':{'by':'host','most':1}}"))
            .application("high", priority(5), web(1, "{'cpu':4}"));
    step(town, "low");

    assertThat(town.placed("low").reason()).isEqualTo("Yields");
    assertThat(town.placed("low").message()).startsWith("high (priority 5) comes first; beside it");
  }

  @Test
  void portsAreRoomToo() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{'lastPort':20000}")
            .application("low", priority(0), web(1, "{'cpu':1}"))
            .application("high", priority(5), web(1, "{'cpu':1}"));
    step(town, "low");

    assertThat(town.placed("low").reason()).isEqualTo("Yields");
    assertThat(town.placed("low").message()).contains("high (priority 5) comes first");
  }

  /** Of tenants none decides over another. */
  @Test
  void priorityCountsAmongApplicationsOfOneTenant() {
    Town town =
        new Town()
            .site("left", "{}")
            .host("left", "left", "{}")
            .application("low", priority(0), web(1, "{'cpu':4}"));
    Ref high = new Ref(Application.KIND, "other", "high");
    town.put(
        high,
        Town.json("{'components':[" + web(1, "{'cpu':4}") + "],'policies':" + priority(9) + "}"));
    var component = town.drive.get(high).spec().as(Application.Spec.class).components().get(0);
    town.drive.change(
        Change.Put.of(
            new Draft(
                new Ref(Workload.KIND, "other", "high.web"),
                Map.of("application", "high"),
                Optional.of(high),
                Set.of(),
                Doc.of(new Workload.Spec("high", component)))));
    step(town, "low");

    assertThat(at(town, "low")).isEqualTo("left");
  }

  /** What a guest may have of a site is room as well. */
  @Test
  void aGuestsApplicationsYieldToEachOtherWithinTheirContract() {
    Inn inn = new Inn();
    inn.town.application("low", priority(0), Inn.COMPONENT.replace("'cpu':1", "'cpu':1.5"));
    inn.town.application("high", priority(5), Inn.COMPONENT);
    step(inn.town, "low");

    assertThat(inn.town.placed("low").reason()).isEqualTo("Yields");
    assertThat(inn.town.placed("low").message()).contains("1 cores left of the contract's 2 cores");
    inn.run();
    assertThat(at(inn.town, "high")).isEqualTo("one");
  }

  @Test
  void namesThreeAtMost() {
    Town town = new Town().site("left", "{}").host("left", "left", "{'allocatable':{'cpu':5}}");
    for (int i = 1; i <= 5; i++) {
      town.application("h" + i, priority(1000), web(1, "{'cpu':1}"));
    }
    town.application("low", priority(0), web(1, "{'cpu':1}"));
    step(town, "low");

    assertThat(town.placed("low").message())
        .startsWith("h1 (priority 1000), h2 (priority 1000), h3 (priority 1000) and 2 more come")
        .endsWith("Or give h1 a lower priority.");
  }
}
