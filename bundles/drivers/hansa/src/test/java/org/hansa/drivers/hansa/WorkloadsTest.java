package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.driver.workload.WorkloadState.Phase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workloads at the real door of another Hansa. */
class WorkloadsTest extends Bench {

  private Provider provider;
  private Session session;
  private WorkloadFacet workloads;

  @BeforeEach
  void open() {
    provider = provider();
    session = session(provider.door.port());
    workloads = facet(session, WorkloadFacet.class);
  }

  @Test
  void whatRunsThereIsWhatWasOrdered() {
    String uid = uid();
    WorkloadSpec spec =
        spec(
            new BigDecimal("0.50"),
            Map.of("http", 21_042),
            Optional.of("hall-rack.big"),
            "bin/serve");

    WorkloadState state = running(workloads, uid, spec);

    assertThat(state.phase()).isEqualTo(Phase.RUNNING);
    assertThat(state.ready()).isTrue();
    assertThat(state.digest()).isEqualTo(workloads.expect(spec).digest());
    assertThat(state.limits()).containsEntry("cpu", "enforced");
    assertThat(provider.racks.running())
        .singleElement()
        .satisfies(
            there -> {
              assertThat(there.command()).containsExactly("bin/serve");
              assertThat(there.env()).isEqualTo(Map.of("GREETING", "moin"));
              assertThat(there.ports()).isEqualTo(Map.of("http", 21_042));
              assertThat(there.artifacts()).isEqualTo(spec.artifacts());
              assertThat(there.cpu().orElseThrow()).isEqualByComparingTo("0.5");
              assertThat(there.memory()).isEqualTo(spec.memory());
              assertThat(there.grace()).contains(Duration.ofSeconds(2));
            });
  }

  @Test
  void itsLogIsRead() {
    String uid = uid();
    WorkloadState unused = running(workloads, uid, spec("serve"));

    assertThat(workloads.logs(uid, 3, soon()))
        .containsExactly("line 18 of [serve]", "line 19 of [serve]", "line 20 of [serve]");
    fails(Reason.NOT_FOUND, "no workload of ours", () -> workloads.logs(uid(), 3, soon()));
  }

  @Test
  void itsLogIsFollowedByThePartnersCursors() {
    String uid = uid();
    WorkloadState unused = running(workloads, uid, spec("serve"));

    LogPart first = workloads.logsAfter(uid, Optional.empty(), 2, soon());
    assertThat(first.lines()).containsExactly("line 19 of [serve]", "line 20 of [serve]");
    LogPart second = workloads.logsAfter(uid, Optional.of(first.next()), 2, soon());
    assertThat(second.lines()).isEmpty();
    assertThat(second.gap()).isFalse();
    fails(
        Reason.INVALID,
        "begin without one",
        () -> workloads.logsAfter(uid, Optional.of("none"), 3, soon()));
    fails(
        Reason.NOT_FOUND,
        "no workload of ours",
        () -> workloads.logsAfter(uid(), Optional.of(first.next()), 3, soon()));
  }

  @Test
  void whatThePartnerCannotPlaceIsToldInItsWords() {
    String uid = uid();
    WorkloadSpec large = spec(new BigDecimal("99"), Map.of(), Optional.empty(), "bin/serve");
    var unused = workloads.apply(uid, large, soon());

    fails(
        Reason.EXHAUSTED,
        "wanted '99 cores', found '4 cores left of the contract's 4 cores'). Ask for less. Ask who",
        () -> {
          throw awaitFailure(uid);
        });
    assertThat(workloads.list(Optional.empty(), 10, soon()).items())
        .singleElement()
        .satisfies(item -> assertThat(item.state().phase()).isEqualTo(Phase.EXITED));

    assertThat(running(workloads, uid, spec("smaller")).ready()).isTrue();
  }

  private RuntimeException awaitFailure(String uid) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> {
              try {
                var unused = workloads.observe(uid, soon());
                return null;
              } catch (RuntimeException e) {
                return e;
              }
            },
            e -> e != null);
  }

  @Test
  void oneThatEndsShowsHowAndIsStartedAgainThere() {
    String uid = uid();
    WorkloadState before = running(workloads, uid, spec("serve"));

    provider.racks.crash();

    WorkloadState ended =
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> workloads.observe(uid, soon()).state().orElseThrow(),
                state -> state.exitCode().isPresent());
    assertThat(ended.phase()).isEqualTo(Phase.EXITED);
    assertThat(ended.exitCode()).contains(3);
    WorkloadState again =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> settled(workloads, uid).orElseThrow(), WorkloadState::ready);
    assertThat(again.id()).isNotEqualTo(before.id());
  }

  @Test
  void whatIsChangedThereBehindOurBackIsSeenAndPutRight() {
    String uid = uid();
    WorkloadSpec spec = spec("serve");
    WorkloadState before = running(workloads, uid, spec);
    String name = "Application/guest/" + application();
    var tree = provider.whole.get(name).orElseThrow().spec().tree();
    ((ObjectNode) tree.at("/components/0")).putArray("command").add("mine");
    provider.whole.submit(
        new Change.Put(
            new Draft(
                Ref.parse(name),
                provider.whole.get(name).orElseThrow().labels(),
                Optional.empty(),
                Set.of(),
                Doc.of(tree)),
            Optional.empty()));

    assertThat(settled(workloads, uid).orElseThrow().digest()).isNotEqualTo(before.digest());

    assertThat(running(workloads, uid, spec).digest()).isEqualTo(before.digest());
  }

  private String application() {
    return provider
        .whole
        .store
        .snapshot()
        .list("Application")
        .findFirst()
        .orElseThrow()
        .ref()
        .name();
  }

  @Test
  void anApplicationThatOnlyHasOurNameIsLeftAlone() {
    String uid = uid();
    WorkloadState unused = running(workloads, uid, spec("serve"));
    String name = application();
    var seen = workloads.remove(uid, soon());
    gone(workloads, uid);
    provider.whole.put(
        "Application/guest/" + name,
        "{\"components\":[{\"name\":\"main\",\"runtime\":\"process\",\"command\":[\"theirs\"]}]}");

    fails(Reason.CONFLICT, "does not say that it is ours", () -> workloads.observe(uid, soon()));
    fails(Reason.CONFLICT, "is ours", () -> workloads.apply(uid, spec("serve"), soon()));
    fails(Reason.CONFLICT, "is ours", () -> workloads.remove(uid, soon()));
    assertThat(workloads.list(Optional.empty(), 10, soon()).items()).isEmpty();
    assertThat(seen).isNotNull();
  }

  /** Two contracts of one guest are two endpoints here, and each ends what it takes for left. */
  @Test
  void twoEndpointsToOneTenantLeaveEachOthersAlone() {
    String uid = uid();
    WorkloadFacet other =
        facet(session("visby", provider.options(), Provider.credentials()), WorkloadFacet.class);
    WorkloadState before = running(workloads, uid, spec("mine"));

    assertThat(other.list(Optional.empty(), 10, soon()).items()).isEmpty();
    assertThat(other.observe(uid, soon()).state()).isEmpty();
    assertThat(other.remove(uid, soon()).state()).isEmpty();
    assertThat(running(other, uid, spec("theirs")).id()).isNotEqualTo(before.id());
    assertThat(provider.racks.running()).hasSize(2);
    gone(other, uid);

    assertThat(settled(workloads, uid)).contains(before);
    assertThat(workloads.list(Optional.empty(), 10, soon()).items()).hasSize(1);
    assertThat(provider.racks.running())
        .singleElement()
        .satisfies(left -> assertThat(left.command()).containsExactly("mine"));
  }
}
