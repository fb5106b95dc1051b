package org.hansa.platform.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.workload.HostState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MachinesTest {

  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final Ref SITE = new Ref(Site.KIND, "system", "here");
  private static final Ref FIRST = endpoint("system", "rack");
  private static final Ref SECOND = endpoint("system", "again");

  private final Outside outside = new Outside();
  private final Drive drive =
      new Drive(Instant.parse("2026-01-01T00:00:00Z"), outside, List.of(new Hosts(), new Sites()));

  private static Ref endpoint(String tenant, String name) {
    return new Ref(Endpoint.KIND, tenant, name);
  }

  private static Ref host(Ref endpoint) {
    return new Ref(Host.KIND, endpoint.tenant(), endpoint.name() + ".h");
  }

  private void open(Ref endpoint, Map<String, String> facts) {
    drive.change(
        Change.Put.of(Draft.of(endpoint, Doc.parse("{\"driver\":\"process\",\"site\":\"here\"}"))),
        new Change.Status(
            endpoint,
            Doc.parse("{\"version\":\"1\",\"facets\":[\"host\"],\"simulated\":false}"),
            List.of()));
    outside.hosts(
        endpoint,
        new HostState(
            "h",
            Map.of("cpu", new BigDecimal(4)),
            facts,
            List.of("process"),
            "h.example",
            20_000,
            20_099,
            List.of()));
  }

  @BeforeEach
  void aSiteWithOneMachine() {
    drive.change(
        Change.Put.of(Draft.of(SITE, Doc.parse("{\"provider\":\"own\",\"jurisdiction\":\"DE\"}"))));
    open(FIRST, Map.of("machine", "m1"));
    drive.run();
  }

  private Condition ready(Ref endpoint) {
    return drive.get(host(endpoint)).condition(Condition.READY).orElseThrow();
  }

  private Map<String, BigDecimal> offered() {
    return drive.get(SITE).status().as(Site.Status.class).capacity();
  }

  @Test
  void theSecondEndpointOnAMachineOffersNothing() {
    open(SECOND, Map.of("machine", "m1"));
    drive.run().pass(MINUTE);

    assertThat(ready(FIRST).state()).isEqualTo(Condition.State.TRUE);
    assertThat(ready(SECOND).state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready(SECOND).reason()).isEqualTo("Duplicate");
    assertThat(ready(SECOND).message()).contains(host(FIRST).toString(), "delete one");
    assertThat(drive.get(host(SECOND)).status().as(Host.Status.class).allocatable()).isEmpty();
    assertThat(offered()).isEqualTo(Map.of("cpu", new BigDecimal(4)));
  }

  @Test
  void takesOverWhenTheFirstIsGone() {
    open(SECOND, Map.of("machine", "m1"));
    drive.run();
    drive.delete(FIRST).pass(MINUTE);

    assertThat(ready(SECOND).state()).isEqualTo(Condition.State.TRUE);
    assertThat(offered()).isEqualTo(Map.of("cpu", new BigDecimal(4)));
  }

  @Test
  void anotherMachineAndOneThatCannotTellAreCounted() {
    open(SECOND, Map.of("machine", "m2"));
    open(endpoint("system", "third"), Map.of());
    open(endpoint("system", "fourth"), Map.of());
    drive.run();

    assertThat(offered()).isEqualTo(Map.of("cpu", new BigDecimal(16)));
  }

  @Test
  void anotherTenantsEndpointIsNotNamed() {
    Ref theirs = endpoint("demo", "rack");
    open(theirs, Map.of("machine", "m1"));
    drive.run();

    assertThat(ready(theirs).reason()).isEqualTo("Duplicate");
    assertThat(ready(theirs).message()).doesNotContain("system");
  }
}
