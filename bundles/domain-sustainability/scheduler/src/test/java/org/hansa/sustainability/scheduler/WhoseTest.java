package org.hansa.sustainability.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.platform.api.Contract;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.Test;

class WhoseTest {

  private static Tide north() {
    return new Tide().site("north", 4).forecast("north", 300, 200, 100, 200, 300, 300);
  }

  private static Tide contract(Tide tide, String site) {
    tide.put(
        new Ref("Grant", "system", "acme"),
        "{'to':'acme','rights':[{'kinds':['Site'],'verbs':['ASK']}]}");
    return tide.put(
        new Ref(Contract.KIND, "system", "acme"),
        "{'guest':'acme','ports':{'first':1,'last':9},'sites':[{'site':'" + site + "'}]}");
  }

  private static boolean knows(Tide tide) {
    return tide.job("{'earliest':'2026-01-01T01:00:00Z'}")
        .run()
        .status()
        .expected()
        .flatMap(e -> e.grams())
        .isPresent();
  }

  @Test
  void aGuestIsPlannedByTheSeriesOfTheSitesThatItsContractsName() {
    Tide tide = north().put(Tenant.ref("acme"), "{'guest':true}");
    assertThat(knows(tide)).isFalse();
    assertThat(knows(contract(tide, "south"))).isFalse();
    assertThat(knows(contract(tide, "north"))).isTrue();
  }

  @Test
  void aSiteOfATenantsOwnIsNotReckonedWithTheProvidersSeries() {
    Tide tide =
        north().put(new Ref(Site.KIND, "acme", "north"), "{'provider':'own','jurisdiction':'DE'}");
    assertThat(knows(tide)).isFalse();

    tide.put(
        new Ref("EnergySeries", "acme", "north"),
        "{'source':'own','issued':'2026-01-01T00:00:00Z','hours':["
            + "{'at':'2026-01-01T01:00:00Z','gramsPerKwh':400},"
            + "{'at':'2026-01-01T02:00:00Z','gramsPerKwh':500},"
            + "{'at':'2026-01-01T03:00:00Z','gramsPerKwh':300}]}");
    assertThat(knows(tide)).isTrue();
    assertThat(tide.slots(tide.status().planned())).containsExactly("3@north");
  }
}
