package org.hansa.platform.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Observation.Outcome;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.driver.workload.ForwardState;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Host;
import org.hansa.platform.api.Instance;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkloadsTest {

  private static final Ref ENDPOINT = new Ref(Endpoint.KIND, "system", "rack");
  private static final Ref ELSEWHERE = new Ref(Endpoint.KIND, "system", "shelf");
  private static final Ref HOST = new Ref(Host.KIND, "system", "rack.one");
  private static final Ref SITE = new Ref(Site.KIND, "system", "here");
  private static final Ref INSTANCE = new Ref(Instance.KIND, "acme", "shop.web.0");
  private static final Ref CONNECTION = new Ref(Connection.KIND, "acme", "shop.users.web.http");
  private static final Duration MINUTE = Duration.ofSeconds(61);

  private final Outside outside = new Outside();
  private final Drive drive =
      new Drive(
          Instant.parse("2026-01-01T00:00:00Z"),
          outside,
          List.of(new Metering(), new Orphans(), new Forwards()));

  @BeforeEach
  void oneInstanceOnOneHost() {
    put(SITE, "{'provider':'own','jurisdiction':'DE'}");
    put(ENDPOINT, "{'driver':'process','site':'here'}");
    open("forward", "meter", "workload");
    put(HOST, "{'endpoint':'rack','site':'here','host':'one'}");
    drive.change(
        new Change.Status(
            HOST,
            json("{'allocatable':{'cpu':4},'address':'h','firstPort':1,'lastPort':2}"),
            List.of()));
    put(
        new Ref(Reservation.KIND, "acme", "shop.web.0"),
        "{'pool':'Host/system/rack.one','amounts':{'cpu':1.5},'keys':[]}");
    put(
        INSTANCE,
        "{'application':'shop','component':'web','endpoint':'Endpoint/system/rack',"
            + "'host':'Host/system/rack.one','site':'here','workload':{'name':'x'}}");
    runs("{'phase':'Running','id':'77','restarts':0,'started':'2026-01-01T00:00:00Z'}");
    put(CONNECTION, "{'application':'shop','from':'users','to':'web','port':'http'}");
  }

  private static String quoted(String... words) {
    return words.length == 0 ? "" : "'" + String.join("','", words) + "'";
  }

  private static Doc json(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  private void put(Ref ref, String spec) {
    drive.change(Change.Put.of(Draft.of(ref, json(spec))));
  }

  private void open(String... facets) {
    drive.change(
        new Change.Status(
            ENDPOINT,
            json("{'version':'1','facets':[" + quoted(facets) + "],'simulated':" + false + "}"),
            List.of()));
  }

  private void runs(String status) {
    Condition ready =
        Condition.yes(Condition.READY, "Ready", "", Instant.parse("2026-01-01T00:00:00Z"));
    drive.change(new Change.Status(INSTANCE, json(status), List.of(ready)));
  }

  private Outside.Key plant(String facet, String uid) {
    Outside.Key key = new Outside.Key(ENDPOINT, facet, uid);
    outside.plant(key, new ForwardState(1, List.of(), true));
    return key;
  }

  private Optional<Condition> orphans(String type) {
    return drive.get(ENDPOINT).condition(type);
  }

  private Step meter() {
    return new Metering().step(drive.snapshot(), drive.get(INSTANCE));
  }

  @Test
  void metersWhatRunsEveryHalfMinute() {
    Step step = meter();

    assertThat(step.call()).contains(new Call(ENDPOINT, "meter", Call.Verb.METER, Doc.EMPTY));
    assertThat(step.again()).contains(Duration.ofSeconds(30));
  }

  @Test
  void metersNothingThatDoesNotRunOrCannotBeMetered() {
    runs("{'phase':'Restarting','restarts':1}");
    assertThat(meter()).isEqualTo(Step.done());

    runs("{'phase':'Running','id':'77','restarts':0}");
    open("workload");
    assertThat(meter()).isEqualTo(Step.done());
  }

  @Test
  void metersAnInstanceThatIsBeingStoppedToItsEnd() {
    drive.change(new Change.Finalizer(INSTANCE, "wdm.instance", true), Change.Delete.of(INSTANCE));

    assertThat(drive.get(INSTANCE).isDeleting()).isTrue();
    assertThat(meter().call()).isPresent();
  }

  @Test
  void leavesWhatBelongsToAnInstanceOrAConnection() {
    Outside.Key instance = plant("workload", drive.get(INSTANCE).uid());
    Outside.Key forward = plant("forward", drive.get(CONNECTION).uid());
    for (int minute = 0; minute < 4; minute++) {
      drive.pass(MINUTE);
    }

    assertThat(outside.objects()).containsOnlyKeys(instance, forward);
    assertThat(orphans("Orphans")).isEmpty();
    assertThat(orphans("OrphanForwards")).isEmpty();
  }

  @Test
  void namesAnOrphanFirstAndEndsItAMinuteLater() {
    Outside.Key orphan = plant("workload", "lost");
    drive.pass(MINUTE);
    assertThat(orphans("Orphans").orElseThrow().message())
        .isEqualTo("1 of facet workload without an owner: lost");
    assertThat(outside.objects()).containsKey(orphan);

    drive.pass(MINUTE);
    assertThat(outside.objects()).isEmpty();

    drive.pass(MINUTE);
    assertThat(orphans("Orphans").orElseThrow().state()).isEqualTo(Condition.State.FALSE);
  }

  @Test
  void endsForwardsThatNobodyOwnsAndEveryOneOfMany() {
    Outside.Key mine = plant("forward", drive.get(CONNECTION).uid());
    plant("forward", "a");
    plant("forward", "b");
    for (int minute = 0; minute < 4; minute++) {
      drive.pass(MINUTE);
    }

    assertThat(outside.objects()).containsOnlyKeys(mine);
    assertThat(orphans("OrphanForwards").orElseThrow().state()).isEqualTo(Condition.State.FALSE);
  }

  /** Else a restore that forgot a thousand would take a thousand minutes. */
  @Test
  void looksForTheNextOneSoonAfterOneIsRemoved() {
    drive.pass(MINUTE);
    assertThat(sweeping().again()).contains(Duration.ofMinutes(1));

    Call removed = Call.sweep(ENDPOINT, "workload", "lost", Optional.empty());
    Observation gone =
        new Observation(
            Optional.of(ENDPOINT),
            "workload",
            Call.Verb.REMOVE.name(),
            removed.spec().digest(),
            Outcome.SETTLED,
            Optional.empty(),
            false,
            Doc.EMPTY,
            0,
            Optional.empty(),
            Optional.empty());
    drive.change(new Change.Observed(ENDPOINT, new Orphans().name(), gone));
    assertThat(sweeping().again()).contains(Duration.ofSeconds(2));
    assertThat(sweeping().call()).contains(Call.list(ENDPOINT, "workload"));
  }

  private Step sweeping() {
    return new Orphans().step(drive.snapshot(), drive.get(ENDPOINT));
  }

  /** As its own controller last saw it. */
  private void stands(Ref resource, Ref endpoint, String facet, Outcome outcome, boolean present) {
    Observation seen =
        new Observation(
            Optional.of(endpoint),
            facet,
            Call.Verb.APPLY.name(),
            "",
            outcome,
            Optional.empty(),
            present,
            Doc.EMPTY,
            0,
            Optional.empty(),
            Optional.empty());
    drive.change(new Change.Observed(resource, "its own", seen));
  }

  /** As after a restore of what was saved before it was first made here. */
  @Test
  void endsWhatItsResourceHasLeftHereWhileItStandsElsewhere() {
    stands(CONNECTION, ELSEWHERE, "forward", Outcome.SETTLED, true);
    stands(INSTANCE, ELSEWHERE, "workload", Outcome.SETTLED, true);
    Outside.Key forward = plant("forward", drive.get(CONNECTION).uid());
    plant("workload", drive.get(INSTANCE).uid());
    drive.pass(MINUTE);
    assertThat(orphans("OrphanForwards").orElseThrow().message()).contains(forward.uid());
    assertThat(outside.objects()).hasSize(2);

    drive.pass(MINUTE);
    assertThat(outside.objects()).isEmpty();

    drive.pass(MINUTE);
    assertThat(orphans("Orphans").orElseThrow().state()).isEqualTo(Condition.State.FALSE);
    assertThat(orphans("OrphanForwards").orElseThrow().state()).isEqualTo(Condition.State.FALSE);
  }

  /** Whose it is says so to the runtime: what holds that back holds its removal back. */
  @Test
  void namesWhatItEndsAndWhoseItIs() {
    stands(CONNECTION, ELSEWHERE, "forward", Outcome.SETTLED, true);
    String uid = plant("forward", drive.get(CONNECTION).uid()).uid();
    drive.pass(MINUTE);
    drive.pass(MINUTE);

    assertThat(drive.steps().stream().flatMap(step -> step.call().stream()))
        .contains(Call.sweep(ENDPOINT, "forward", uid, Optional.of(CONNECTION)));
  }

  private static Stream<Arguments> mayComeBack() {
    return Stream.of(
        Arguments.of("made here", ENDPOINT, Outcome.SETTLED, true),
        Arguments.of("being made here", ENDPOINT, Outcome.PENDING, false),
        Arguments.of("asked for here, its answer lost", ENDPOINT, Outcome.UNKNOWN, false),
        Arguments.of("not here when it was looked at", ENDPOINT, Outcome.SETTLED, false),
        Arguments.of("being made elsewhere", ELSEWHERE, Outcome.PENDING, false),
        Arguments.of("changed elsewhere, its answer lost", ELSEWHERE, Outcome.UNKNOWN, true),
        Arguments.of("refused elsewhere", ELSEWHERE, Outcome.FAILED, true),
        Arguments.of("on its way elsewhere", ELSEWHERE, Outcome.PROGRESSING, true),
        Arguments.of("no more elsewhere", ELSEWHERE, Outcome.SETTLED, false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mayComeBack")
  void leavesWhatIsNotKnownToStandElsewhere(
      String how, Ref endpoint, Outcome outcome, boolean present) {
    stands(CONNECTION, endpoint, "forward", outcome, present);
    Outside.Key forward = plant("forward", drive.get(CONNECTION).uid());
    for (int minute = 0; minute < 4; minute++) {
      drive.pass(MINUTE);
    }

    assertThat(outside.objects()).containsOnlyKeys(forward);
    assertThat(orphans("OrphanForwards")).isEmpty();
  }

  /** One of another facet elsewhere says nothing of this. */
  @Test
  void leavesWhatOnlyAnotherFacetOfItsResourceStandsElsewhere() {
    stands(CONNECTION, ELSEWHERE, "workload", Outcome.SETTLED, true);
    Outside.Key forward = plant("forward", drive.get(CONNECTION).uid());
    for (int minute = 0; minute < 4; minute++) {
      drive.pass(MINUTE);
    }

    assertThat(outside.objects()).containsOnlyKeys(forward);
  }

  @Test
  void endsAnOrphanThoughTheClockWasSetBackByHours() {
    Outside.Key orphan = plant("workload", "lost");
    drive.pass(MINUTE);
    Snapshot back = drive.snapshot().at(drive.snapshot().now().minus(Duration.ofHours(3)));

    assertThat(new Orphans().step(back, back.get(ENDPOINT).orElseThrow()).call())
        .contains(Call.sweep(ENDPOINT, "workload", orphan.uid(), Optional.empty()));
  }

  @Test
  void endsNothingWhileTheEndpointDoesNotAnswer() {
    Outside.Key orphan = plant("workload", "lost");
    drive.pass(MINUTE);
    outside.away(ENDPOINT, true);
    drive.pass(MINUTE);
    drive.pass(MINUTE);

    assertThat(outside.objects()).containsKey(orphan);
  }

  @Test
  void saysWhatRunsOnAHostAndOnASite() {
    for (Doc answer :
        List.of(
            new HostInventory().reply(drive.snapshot(), drive.get(HOST), Map.of()).value(),
            new SiteInventory().reply(drive.snapshot(), drive.get(SITE), Map.of()).value())) {
      assertThat(answer.at("/instances").orElseThrow().asInt()).isEqualTo(1);
      assertThat(answer.at("/hosts/0/free/cpu").orElseThrow()).hasToString("2.5");
      assertThat(answer.at("/hosts/0/reserved/cpu").orElseThrow()).hasToString("1.5");
      assertThat(answer.at("/hosts/0/instances/0").orElseThrow().toString())
          .contains("shop.web.0", "\"tenant\":\"acme\"", "Running", "\"id\":\"77\"", "TRUE");
    }
  }
}
