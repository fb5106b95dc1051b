package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.SYSTEM;

import java.nio.file.Path;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeletionTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final Ref WORKLOAD = Ref.parse("Workload/demo/w");

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(ADA, House.app("shop"));
    house.as(SYSTEM, House.workload("w", "shop"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void whatWaitsForNobodyGoesAtOnce() {
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(house.has(SHOP)).isFalse();
    assertThat(house.has(WORKLOAD)).isFalse();
    assertThat(house.entries(Entry.EVENT))
        .extracting(e -> e.body().tree().at("/message").asText())
        .contains("Application/demo/shop is gone", "Workload/demo/w is gone");
  }

  @Test
  void saysForWhomItWaitsAndWhetherThatOneIsThere() {
    house.as(SYSTEM, new Change.Finalizer(WORKLOAD, "wdm", true));
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(shown(SHOP)).contains("waits for Workload/demo/w");
    assertThat(shown(WORKLOAD)).contains("wdm, which is not installed");
    Controller wdm = House.controller("wdm", "Workload");
    house.gate.addController(wdm);
    assertThat(shown(WORKLOAD)).contains("wdm to clean up");
    house.gate.removeController(wdm);
    assertThat(shown(WORKLOAD)).contains("not installed");
    house.as(SYSTEM, new Change.Finalizer(WORKLOAD, "wdm", false));
    assertThat(house.has(WORKLOAD)).isFalse();
    assertThat(house.has(SHOP)).isFalse();
  }

  private String shown(Ref ref) {
    return house.gate.shown(house.get(ref)).condition(Shown.DELETING).orElseThrow().message();
  }

  @Test
  void usersDeleteWhatIsThereAndTheirs() {
    assertThat(house.refused(ADA, Change.Delete.of(Ref.parse("Application/demo/none"))).reason())
        .isEqualTo(Problem.Reason.NOT_FOUND);
    assertThat(house.refused(ADA, Change.Delete.of(WORKLOAD)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    house.as(SYSTEM, House.owned("Secret/demo/s", WORKLOAD.toString(), "{}"));
    Problem owned = house.refused(ADMIN, Change.Delete.of(Ref.parse("Secret/demo/s")));
    assertThat(owned.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(owned.cure()).contains(SHOP.toString());
    // For a controller, what is not there is deleted already.
    house.as(SYSTEM, Change.Delete.of(Ref.parse("Workload/demo/none")));
  }

  @Test
  void anAdministratorMayHaveAnInstanceMadeAnew() {
    house.as(
        SYSTEM,
        House.owned(
            "Instance/demo/i",
            WORKLOAD.toString(),
            "{\"application\":\"a\",\"component\":\"web\",\"endpoint\":\"e\",\"host\":\"h\","
                + "\"site\":\"s\",\"workload\":{\"name\":\"w\",\"runtime\":\"process\"}}"));
    Ref instance = Ref.parse("Instance/demo/i");
    house.as(ADMIN, Change.Delete.of(instance));
    assertThat(house.has(instance)).isFalse();
    assertThat(house.has(WORKLOAD)).isTrue();
  }
}
