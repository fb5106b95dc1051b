package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;

import java.nio.file.Path;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void withItsComponentAbsentAKindStaysReadableAndDeletable() {
    house.as(ADA, House.app("shop"));
    assertThat(house.gate.shown(house.get(SHOP)).conditions()).isEmpty();
    house.gate.removeKinds(House.ORCHESTRATION);
    Resource shown = house.gate.shown(house.get(SHOP));
    assertThat(shown.condition(Condition.UNATTENDED).orElseThrow().message())
        .contains("org.hansa.test is not installed");
    Gate.Descriptor kind = house.gate.kind("Application").orElseThrow();
    assertThat(kind.attended()).isFalse();
    assertThat(kind.specSchema()).contains("\"components\"");
    assertThat(house.gate.find("applications").map(Gate.Descriptor::kind)).contains("Application");
    assertThat(house.refused(ADA, House.put("Application/demo/x", "{\"a\":1}")).reason())
        .isEqualTo(Problem.Reason.INVALID);
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(house.has(SHOP)).isFalse();
    house.gate.addKinds(House.ORCHESTRATION);
    assertThat(house.gate.kind("Application").orElseThrow().attended()).isTrue();
  }

  @Test
  void inAnUpgradeTheNewComesBeforeTheOldGoes() {
    org.hansa.core.api.Kinds next = () -> House.ORCHESTRATION.kinds();
    house.gate.addKinds(next);
    house.gate.removeKinds(House.ORCHESTRATION);
    assertThat(house.gate.kind("Application").orElseThrow().attended()).isTrue();
  }

  @Test
  void aKindIsFoundByPathAndByAnyCaseAndIsStoredOnce() {
    assertThat(house.gate.find("application").map(Gate.Descriptor::kind)).contains("Application");
    assertThat(house.gate.find("SITES").map(Gate.Descriptor::kind)).contains("Site");
    assertThat(house.gate.find("nothing")).isEmpty();
    assertThat(house.gate.kinds())
        .extracting(Gate.Descriptor::kind)
        .isSorted()
        .contains("Account", "Alarm", "Endpoint", "Kind", "Plan", "Reservation", "Secret", "Site");
    long revision = house.store.snapshot().revision();
    house.reopen();
    assertThat(house.store.snapshot().revision()).isEqualTo(revision);
  }
}
