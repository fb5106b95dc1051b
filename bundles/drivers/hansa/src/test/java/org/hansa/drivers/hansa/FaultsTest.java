package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.core.driver.workload.WorkloadState;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of workloads when answers are lost, and when another is quicker. */
class FaultsTest extends Bench {

  private static final String APPLICATION = "/api/v1/applications/guest/w-.*";

  private Provider provider;
  private FaultProxy proxy;
  private WorkloadFacet workloads;

  @BeforeEach
  void open() throws IOException {
    provider = provider();
    proxy = proxy(provider.door.port());
    workloads = facet(session(proxy.port()), WorkloadFacet.class);
  }

  @Test
  void anOrderWhoseAnswerWasLostIsNotMadeTwice() {
    proxy.play(
        Rule.always(Fault.lostAnswer()).on("POST", "/api/v1/blobs").once(),
        Rule.always(Fault.lostAnswer()).on("PUT", APPLICATION).once());
    String uid = uid();

    WorkloadState state = running(workloads, uid, spec("serve"));

    assertThat(proxy.struck()).hasSize(2);
    assertThat(state.ready()).isTrue();
    assertThat(provider.racks.made()).isEqualTo(1);
    assertThat(provider.whole.store.snapshot().list("Application")).hasSize(1);
  }

  @Test
  void aRemovalWhoseAnswersWereLostIsARemoval() {
    String uid = uid();
    WorkloadState unused = running(workloads, uid, spec("serve"));
    proxy.play(
        Rule.always(Fault.lostAnswer()).on("PATCH", APPLICATION).once(),
        Rule.always(Fault.lostAnswer()).on("DELETE", APPLICATION).once());

    gone(workloads, uid);

    assertThat(proxy.struck()).hasSize(2);
    assertThat(provider.racks.running()).isEmpty();
    assertThat(provider.whole.store.snapshot().list("Application")).isEmpty();
  }

  @Test
  void whoeverIsOvertakenLooksAgain() {
    proxy.play(Rule.always(Fault.status(412)).on("PUT", APPLICATION).once());
    String uid = uid();

    assertThat(running(workloads, uid, spec("serve")).ready()).isTrue();
    assertThat(proxy.struck()).hasSize(1);
  }

  @Test
  void whoeverIsAlwaysOvertakenSaysSo() {
    proxy.play(Rule.always(Fault.status(412)).on("PUT", APPLICATION));

    fails(
        Reason.CONFLICT,
        "being changed by others at the partner all the time",
        () -> workloads.apply(uid(), spec("serve"), soon()));
  }

  /** A stop that comes late, or is somebody else's, is no state to stay in. */
  @Test
  void whatWasStoppedAndIsWantedRunsAgain() throws IOException {
    String uid = uid();
    WorkloadState before = running(workloads, uid, spec("serve"));
    Observed<WorkloadState> unused = workloads.remove(uid, soon());
    WorkloadFacet next = facet(session(proxy.port()), WorkloadFacet.class);

    assertThat(settled(next, uid).orElseThrow().digest()).isNotEqualTo(before.digest());

    assertThat(running(next, uid, spec("serve")).digest()).isEqualTo(before.digest());
  }

  @Test
  void overAPartitionTheSameRunsOn() {
    String uid = uid();
    WorkloadState before = running(workloads, uid, spec("serve"));
    proxy.play(Rule.always(Fault.reset()));

    fails(Reason.UNAVAILABLE, "broke off", () -> workloads.observe(uid, in(2_000)));
    fails(Reason.UNAVAILABLE, "broke off", () -> workloads.remove(uid, in(2_000)));

    proxy.play();
    assertThat(settled(workloads, uid)).contains(before);
    assertThat(provider.racks.made()).isEqualTo(1);
  }
}
