package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.SYSTEM;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final Principal USER =
      new Principal("user:u@demo", "demo", Set.of("use-case-user"));
  private static final Principal FOREIGN =
      new Principal("user:f@other", "other", Set.of("use-case-administrator"));

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.host("4");
    house.as(ADA, House.app("shop"), House.put("Secret/demo/s", "{}"));
    house.as(ADA, labelled());
    house.as(SYSTEM, House.workload("w", "shop"), House.reservation("r", "1"));
  }

  private Change labelled() {
    Draft plain = House.app("shop").draft();
    Map<String, String> labels = Map.of(Resource.APPLICATION, "shop");
    return Change.Put.of(new Draft(SHOP, labels, Optional.empty(), Set.of(), plain.spec()));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aTenantSeesItsOwnAndWhatProvidersOffer() {
    Snapshot view = house.gate.view(ADA);
    assertThat(view.get(SHOP)).isPresent();
    assertThat(view.get(House.HOST)).isPresent();
    assertThat(view.claims(House.HOST).amount("cpu")).isEqualByComparingTo("1");
    assertThat(view.list("Secret")).hasSize(1);
    assertThat(view.owned(house.get(SHOP))).extracting(Resource::ref).hasSize(1);
    assertThat(view.labelled("Application", "demo", "shop")).hasSize(1);
    assertThat(view.kinds()).contains("Application", "Host", "Kind", "Secret");
  }

  @Test
  void anotherTenantSeesNothingOfIt() {
    Snapshot view = house.gate.view(FOREIGN);
    assertThat(view.get(SHOP)).isEmpty();
    assertThat(view.list("Application")).isEmpty();
    assertThat(view.list("Application", "demo")).isEmpty();
    assertThat(view.owned(house.get(SHOP))).isEmpty();
    assertThat(view.labelled("Application", "demo", "shop")).isEmpty();
    assertThat(view.kinds()).containsExactly("Host", "Kind", "Tenant");
    assertThat(view.at(house.now).with(List.of(house.get(SHOP)), List.of()).get(SHOP)).isEmpty();
  }

  @Test
  void recordsAreReadByWhoMayReadTheirStreamInTheirTenant() {
    Store.Query audit = Store.Query.all(Entry.AUDIT, 0, 500);
    Principal auditor = new Principal("user:a@demo", "demo", Set.of("auditor"));
    assertThat(house.gate.entries(ADMIN, audit).entries())
        .hasSameSizeAs(house.entries(Entry.AUDIT));
    assertThat(house.gate.entries(auditor, audit).entries())
        .isNotEmpty()
        .allSatisfy(n -> assertThat(n.entry().subject()).map(Ref::tenant).hasValue("demo"));
    assertThat(house.gate.entries(ADA, audit).entries()).isEmpty();
    assertThat(house.gate.entries(FOREIGN, Store.Query.all(Entry.EVENT, 0, 500)).entries())
        .isEmpty();
    assertThat(house.gate.entries(ADA, Store.Query.all(Entry.AUDIT, 0, 1)).next()).isPresent();
  }

  @Test
  void ofATenantWhoseStreamMayNotBeReadNothingIsLookedFor() {
    Store closed =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (self, method, arguments) -> {
                  assertThat(method.getName()).isNotEqualTo("entries");
                  return method.invoke(house.store, arguments);
                });
    DefaultGate gate =
        new DefaultGate(
            closed, house.state(), () -> house.now, () -> "u", new SecureRandom(), 1000);
    Store.Query about =
        new Store.Query(
            Entry.AUDIT,
            Optional.of(SHOP),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            true,
            1);

    assertThat(gate.entries(FOREIGN, about)).isEqualTo(new Store.Page(List.of(), Optional.empty()));
    assertThat(house.gate.entries(ADMIN, about).entries()).hasSize(1);
  }

  @Test
  void aRoleSeesItsKindsOnly() {
    Snapshot view = house.gate.view(USER);
    assertThat(view.get(SHOP)).isPresent();
    assertThat(view.list("Secret")).isEmpty();
    assertThat(view.kinds()).doesNotContain("Secret");
    assertThat(house.gate.view(ADMIN).list("Application")).hasSize(1);
  }
}
