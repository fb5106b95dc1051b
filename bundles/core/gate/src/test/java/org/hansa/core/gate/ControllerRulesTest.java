package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.SYSTEM;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllerRulesTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final Ref WORKLOAD = Ref.parse("Workload/demo/w");

  @TempDir Path folder;
  private House house;
  private Principal orchestrator;

  @BeforeEach
  void open() {
    house = new House(folder);
    orchestrator =
        house.gate.controller(House.controller("orchestrator", "Application", "Workload"));
    house.as(ADA, House.app("shop"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private void forbidden(Principal principal, Change change) {
    assertThat(house.refused(principal, change).reason()).isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void aControllerWritesItsKindsAndNoOthers() {
    house.as(orchestrator, House.workload("w", "shop"));
    house.as(
        orchestrator,
        new Change.Status(
            SHOP,
            Doc.parse("{\"components\":{\"web\":\"0/1\"}}"),
            List.of(Condition.no("Ready", "Waiting", "0 of 1", house.now))),
        new Change.Status(WORKLOAD, Doc.EMPTY, List.of()),
        new Change.Finalizer(SHOP, "orchestrator", true));
    assertThat(house.get(SHOP).finalizers()).containsExactly("orchestrator");
    forbidden(orchestrator, new Change.Finalizer(SHOP, "wdm", true));
    forbidden(orchestrator, House.app("other"));
    forbidden(orchestrator, House.put("Site/system/s", "{}"));
    forbidden(orchestrator, Change.Delete.of(SHOP));
    forbidden(orchestrator, new Change.Observed(SHOP, "orchestrator", Observation.NONE));
    forbidden(orchestrator, new Change.Conditions(SHOP, List.of(), List.of("Ready")));
    forbidden(
        new Principal("controller:nobody", "system", java.util.Set.of()),
        House.workload("v", "shop"));
  }

  @Test
  void usersDoNotWriteWhatIsObserved() {
    forbidden(ADMIN, new Change.Status(SHOP, Doc.EMPTY, List.of()));
    forbidden(ADMIN, new Change.Finalizer(SHOP, "x", true));
    forbidden(ADMIN, new Change.Observed(SHOP, "x", Observation.NONE));
    forbidden(ADMIN, new Change.Append(entry(Entry.LEDGER)));
  }

  @Test
  void onlyEventsAndLedgerAreAppendedAndTheActorCannotBeForged() {
    house.as(orchestrator, new Change.Append(entry(Entry.LEDGER)));
    assertThat(house.entries(Entry.LEDGER))
        .singleElement()
        .extracting(Entry::actor)
        .isEqualTo("controller:orchestrator");
    forbidden(orchestrator, new Change.Append(entry(Entry.AUDIT)));
  }

  private Entry entry(String stream) {
    return new Entry(
        stream, house.now, Optional.of(SHOP), "", "user:somebody", "", Doc.parse("{\"a\":1}"));
  }

  @Test
  void aChildMayBeBornWithTheFinaliserOfItsController() {
    Controller wdm = House.controller("wdm", "Workload");
    house.gate.controller(wdm);
    Change.Put put = House.workload("w", "shop");
    house.as(orchestrator, Change.Put.of(put.draft().withFinalizer("wdm")));
    assertThat(house.get(WORKLOAD).finalizers()).containsExactly("wdm");
    forbidden(
        orchestrator, Change.Put.of(House.workload("v", "shop").draft().withFinalizer("network")));
  }

  @Test
  void theRuntimeObservesAndHoldsAndSetsConditions() {
    house.as(SYSTEM, new Change.Observed(SHOP, "orchestrator", Observation.NONE));
    assertThat(house.get(SHOP).observed()).containsKey("orchestrator");
    house.as(
        SYSTEM,
        new Change.Conditions(
            SHOP,
            List.of(Condition.yes(Condition.STALLED, "Bug", "it broke", house.now)),
            List.of()));
    assertThat(house.get(SHOP).is(Condition.STALLED)).isTrue();
    house.as(SYSTEM, new Change.Conditions(SHOP, List.of(), List.of(Condition.STALLED)));
    assertThat(house.get(SHOP).conditions()).isEmpty();
    house.as(ADA, new Change.Hold(SHOP, "approval", true));
    assertThat(house.get(SHOP).holds()).containsExactly("approval");
    house.as(ADA, new Change.Hold(SHOP, "approval", false));
    assertThat(house.get(SHOP).holds()).isEmpty();
  }

  @Test
  void whatFailedIsTriedAgainWithAllThatBelongsToIt() {
    house.as(orchestrator, House.workload("w", "shop"), House.workload("well", "shop"));
    Observation failed =
        new Observation(
            Optional.empty(),
            "workload",
            "APPLY",
            "refused:1",
            Observation.Outcome.FAILED,
            Optional.empty(),
            false,
            Doc.EMPTY,
            7,
            Optional.of(new Observation.Failure("INVALID", "no such colour", false)),
            Optional.of(house.now));
    house.as(SYSTEM, new Change.Observed(WORKLOAD, "wdm", failed));
    long well = house.get(House.workload("well", "shop").draft().ref()).revision();
    house.as(ADA, new Change.Retry(SHOP));
    assertThat(house.get(SHOP).generation()).isEqualTo(2);
    Resource again = house.get(WORKLOAD);
    assertThat(again.generation()).isEqualTo(2);
    assertThat(again.observed("wdm").failure()).isEmpty();
    assertThat(again.observed("wdm").again()).isEmpty();
    assertThat(again.observed("wdm").attempts()).isZero();
    assertThat(again.observed("wdm").digest()).isEqualTo("refused:1");
    assertThat(house.get(House.workload("well", "shop").draft().ref()).revision()).isEqualTo(well);
    assertThat(house.entries(Entry.AUDIT)).last().asString().contains(ADA.name());
    forbidden(orchestrator, new Change.Retry(SHOP));
  }

  @Test
  void everyTransactionHasItsAuditEntryAndPeopleReadWhatHappened() {
    house.as(
        orchestrator,
        House.workload("w", "shop"),
        new Change.Status(
            SHOP, Doc.EMPTY, List.of(Condition.yes("Ready", "AllUp", "all up", house.now))));
    assertThat(house.entries(Entry.AUDIT))
        .last()
        .satisfies(
            e -> {
              assertThat(e.actor()).isEqualTo("controller:orchestrator");
              assertThat(e.cause()).isEqualTo("because");
              assertThat(e.body().tree().at("/changes"))
                  .hasToString(
                      "[{\"generation\":1,\"op\":\"create\",\"ref\":\"Workload/demo/w\"},"
                          + "{\"generation\":1,\"op\":\"status\",\"ref\":\"Application/demo/shop\"}]");
            });
    assertThat(house.entries(Entry.EVENT))
        .extracting(e -> e.body().tree().at("/message").asText())
        .endsWith("Workload/demo/w was created", "Application/demo/shop is Ready: all up");
  }

  @Test
  void eachOfSeveralRequestsIsAuditedForWhatItDidItself() {
    house.gate.submitAll(
        List.of(
            Request.of(
                orchestrator,
                "first",
                "decided",
                List.of(
                    House.workload("w", "shop"), new Change.Finalizer(SHOP, "orchestrator", true))),
            Request.of(
                SYSTEM,
                "second",
                "called",
                List.of(
                    new Change.Conditions(
                        WORKLOAD,
                        List.of(Condition.no("Stalled", "Testing", "It is tested.", house.now)),
                        List.of())))));

    assertThat(
            house.entries(Entry.AUDIT).stream()
                .filter(e -> List.of("decided", "called").contains(e.cause()))
                .map(e -> e.actor() + " " + e.body().tree().findValuesAsText("ref")))
        .containsExactly(
            "controller:orchestrator [" + WORKLOAD + ", " + SHOP + "]",
            "system:runtime [" + WORKLOAD + "]");
  }

  @Test
  void whatIsBeingDeletedGetsNoNewFinaliserAndLosesThoseItHas() {
    house.as(orchestrator, new Change.Finalizer(SHOP, "orchestrator", true));
    house.as(ADA, Change.Delete.of(SHOP));
    Problem refused = house.refused(SYSTEM, new Change.Finalizer(SHOP, "late", true));
    assertThat(refused.reason()).isEqualTo(Problem.Reason.CONFLICT);
    house.as(orchestrator, new Change.Finalizer(SHOP, "orchestrator", true));
    assertThat(house.get(SHOP).finalizers()).containsExactly("orchestrator");

    house.as(orchestrator, new Change.Finalizer(SHOP, "orchestrator", false));

    assertThat(house.has(SHOP)).isFalse();
  }
}
