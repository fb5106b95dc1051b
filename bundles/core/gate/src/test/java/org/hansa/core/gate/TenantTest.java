package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;
import static org.hansa.core.gate.House.account;
import static org.hansa.core.gate.House.app;
import static org.hansa.core.gate.House.put;
import static org.hansa.core.gate.House.reservation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Problem.Reason;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantTest {

  private static final Ref DEMO = Ref.parse("Tenant/system/demo");
  private static final Ref LINE = Ref.parse("Tenant/demo/demo.line");
  private static final Principal ROOT_OF_DEMO =
      new Principal("user:dora@demo", "demo", Set.of("infrastructure-administrator"));
  private static final Principal LINER =
      new Principal("user:lea@demo.line", "demo.line", Set.of("use-case-administrator"));

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

  private static Change.Put tenant(Ref ref, String spec) {
    return put(ref.toString(), spec);
  }

  private static Change.Put appIn(String tenant, String name) {
    return put(
        "Application/" + tenant + "/" + name,
        "{\"components\":[{\"name\":\"web\",\"runtime\":\"process\"}]}");
  }

  @Test
  void nothingIsMadeInATenantThatIsNot() {
    Problem problem = house.refused(ADMIN, appIn("dmeo", "a"));
    assertThat(problem.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(problem.getMessage()).contains("'dmeo'", "does not exist");
    assertThat(problem.cure()).contains("'demo' was meant", "Tenant/system/dmeo");
    house.as(ADMIN, put("Tenant/system/dmeo", "{}"), appIn("dmeo", "a"));
    assertThat(house.has(Ref.parse("Application/dmeo/a"))).isTrue();
  }

  @Test
  void aTenantIsNamedByItsPlace() {
    assertThat(house.refused(OPERATOR, put("Tenant/system/demo.line", "{}")).cure())
        .contains("Tenant/demo/demo.line", "name it line");
    assertThat(house.refused(OPERATOR, put("Tenant/demo/line", "{}")).cure())
        .contains("Tenant/system/line", "demo.line");
    assertThat(house.refused(OPERATOR, put("Tenant/system/system", "{}")).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(house.refused(OPERATOR, put("Tenant/demo/demo..x", "{}")).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(house.refused(OPERATOR, put("Tenant/nobody/nobody.x", "{}")).getMessage())
        .contains("'nobody'", "does not exist");
    assertThat(
            house.refused(OPERATOR, put("Tenant/a.b.c.d.e.f.g.h/a.b.c.d.e.f.g.h.i", "{}")).reason())
        .isIn(Reason.INVALID, Reason.CONFLICT);
  }

  @Test
  void whoBelongsToATenantReachesThoseBelowAndNobodyAbove() {
    house.as(ROOT_OF_DEMO, tenant(LINE, "{}"));
    house.as(ADA, appIn("demo.line", "a"));
    house.as(LINER, appIn("demo.line", "b"));
    assertThat(house.gate.view(ADA).list("Application")).hasSize(2);
    assertThat(house.gate.view(LINER).list("Application")).hasSize(2);
    house.as(ADA, app("top"));
    assertThat(house.gate.view(LINER).get(Ref.parse("Application/demo/top"))).isEmpty();
    assertThat(house.refused(LINER, app("x")).reason()).isEqualTo(Reason.FORBIDDEN);
    Principal neighbour =
        new Principal("user:n@demos", "demos", Set.of("use-case-administrator", "auditor"));
    assertThat(house.gate.view(neighbour).list("Application")).isEmpty();
  }

  @Test
  void nobodyChangesTheirOwnQuotaAndAllOfItMayReadIt() {
    house.as(OPERATOR, tenant(DEMO, "{\"quota\":{\"Application\":2}}"));
    assertThat(house.refused(ROOT_OF_DEMO, tenant(DEMO, "{}")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    Principal nobody = new Principal("user:no@demo", "demo", Set.of());
    assertThat(house.gate.view(nobody).get(DEMO)).isPresent();
    assertThat(house.gate.view(nobody).get(Ref.parse("Tenant/system/other"))).isEmpty();
    assertThat(house.gate.view(LINER).get(DEMO)).isEmpty();
  }

  @Test
  void aQuotaCountsResourcesOfAKindWithThoseBelow() {
    house.as(OPERATOR, tenant(DEMO, "{\"quota\":{\"Application\":2}}"), tenant(LINE, "{}"));
    house.as(ADA, app("a"), appIn("demo.line", "b"));
    Problem own = house.refused(ADA, app("c"));
    assertThat(own.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(own.getMessage()).contains("tenant demo is 2 Application", "would have 3");
    // What others have is not for those below to know.
    Problem below = house.refused(LINER, appIn("demo.line", "c"));
    assertThat(below.getMessage())
        .contains("demo has no room for more Application")
        .doesNotContain("2", "3");
    house.as(ADA, app("a"));
    house.as(ADA, Change.Delete.of(Ref.parse("Application/demo.line/b")), app("c"));
    assertThat(house.refused(ADA, app("d")).reason()).isEqualTo(Reason.CONFLICT);
  }

  @Test
  void aQuotaCountsWhatIsReserved() {
    house.host("64");
    house.as(OPERATOR, tenant(DEMO, "{\"quota\":{\"cpu\":4}}"));
    house.as(House.SYSTEM, reservation("r1", "3"));
    Problem problem = house.refused(House.SYSTEM, reservation("r2", "1.5"));
    assertThat(problem.getMessage()).contains("is 4 cpu", "would have 4.5");
    house.as(House.SYSTEM, reservation("r2", "1"));
    // It may be lowered under what is there; then giving back is admitted, and no more.
    house.as(OPERATOR, tenant(DEMO, "{\"quota\":{\"cpu\":2}}"));
    house.as(House.SYSTEM, reservation("r1", "2"));
    assertThat(house.refused(House.SYSTEM, reservation("r2", "1.1"))).isNotNull();
    house.as(House.SYSTEM, Change.Delete.of(Ref.parse("Reservation/demo/r1")));
    house.as(House.SYSTEM, reservation("r2", "2"));
    house.reopen();
    assertThat(house.refused(House.SYSTEM, reservation("r3", "0.1"))).isNotNull();
  }

  @Test
  void whatIsUsedIsTold() {
    house.host("64");
    house.as(
        OPERATOR,
        tenant(DEMO, "{\"quota\":{\"cpu\":4,\"Application\":5,\"Secret\":3}}"),
        tenant(LINE, "{}"));
    house.as(House.SYSTEM, reservation("r1", "1.5"));
    house.as(ADA, app("a"), appIn("demo.line", "b"));
    Principal user = new Principal("user:uma@demo", "demo", Set.of("use-case-user"));
    Resource demo = house.gate.view(user).get(DEMO).orElseThrow();
    var used =
        new Usage()
            .reply(house.gate.view(user), demo, Map.of())
            .value()
            .as(Usage.Answer.class)
            .used();
    assertThat(used.get("cpu")).isEqualByComparingTo("1.5");
    assertThat(used.get("Application")).isEqualByComparingTo("2");
    assertThat(used.get("Secret")).isEqualByComparingTo("0");
    house.gate.require(user, "ask", DEMO);
    assertThat(
            catchThrowableOfType(
                Problem.class,
                () -> house.gate.require(user, "ask", Ref.parse("Tenant/system/other"))))
        .isNotNull();
  }

  @Test
  void aQuotaNamesKindsAndUnitsThatCanBe() {
    assertThat(house.refused(OPERATOR, tenant(DEMO, "{\"quota\":{\"Aplication\":1}}")).getMessage())
        .contains("Aplication");
    assertThat(house.refused(OPERATOR, tenant(DEMO, "{\"quota\":{\"cpu\":-1}}")).getMessage())
        .contains("/spec/quota/cpu", "-1");
    assertThat(house.refused(OPERATOR, tenant(DEMO, "{\"quota\":{\"c p u\":1}}")).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(house.refused(OPERATOR, tenant(DEMO, "{\"quota\":{\"\":1}}")).reason())
        .isEqualTo(Reason.INVALID);
  }

  @Test
  void nobodyOfASuspendedTenantGetsIn() {
    house.as(OPERATOR, tenant(LINE, "{}"));
    house.as(
        ADMIN,
        account("demo/ada", "use-case-administrator"),
        account("demo.line/lea", "use-case-administrator"),
        new Change.Values(Ref.parse("Account/demo/ada"), Map.of("password", "adas secret")),
        new Change.Values(
            Ref.parse("Account/demo.line/lea"),
            Map.of("token", "0123456789abcdef0123456789abcdef")));
    Principal ada = house.gate.login("ada@demo", "adas secret".toCharArray());
    house.as(ada, app("a"));
    house.as(OPERATOR, tenant(DEMO, "{\"suspended\":true}"));
    Problem in =
        catchThrowableOfType(
            Problem.class, () -> house.gate.login("ada@demo", "adas secret".toCharArray()));
    assertThat(in.reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(in.getMessage()).contains("demo is suspended");
    assertThat(
            catchThrowableOfType(
                Problem.class, () -> house.gate.bearer("0123456789abcdef0123456789abcdef")))
        .hasMessageContaining("demo is suspended");
    assertThat(
            catchThrowableOfType(
                    Problem.class, () -> house.gate.login("ada@demo", "wrong one".toCharArray()))
                .reason())
        .isEqualTo(Reason.UNAUTHENTICATED);
    // Who has got in before changes nothing any more.
    assertThat(house.refused(ada, app("b")).getMessage()).contains("demo is suspended");
    house.as(ADMIN, app("c"));
    house.as(OPERATOR, tenant(DEMO, "{}"));
    house.as(ada, app("b"));
  }

  @Test
  void aTenantGoesWhenNothingIsInIt() {
    house.as(ROOT_OF_DEMO, tenant(LINE, "{}"));
    house.as(ADA, app("a"), put("Secret/demo/s", "{}"));
    Problem problem = house.refused(OPERATOR, Change.Delete.of(DEMO));
    assertThat(problem.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(problem.getMessage()).contains("1 Application", "1 Secret", "1 Tenant");
    house.as(
        ADMIN,
        Change.Delete.of(Ref.parse("Application/demo/a")),
        Change.Delete.of(Ref.parse("Secret/demo/s")),
        Change.Delete.of(LINE),
        Change.Delete.of(DEMO));
    assertThat(house.has(DEMO)).isFalse();
    assertThat(house.refused(ADMIN, app("a")).reason()).isEqualTo(Reason.CONFLICT);
    // Whoever had the name would read what is on record of it, and go where others let it in.
    Problem used = house.refused(OPERATOR, tenant(DEMO, "{}"));
    assertThat(used.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(used.cure()).contains("FormerTenant/system/demo");
    house.as(OPERATOR, Change.Delete.of(Ref.parse("FormerTenant/system/demo")));
    house.as(OPERATOR, tenant(DEMO, "{}"));
  }

  @Test
  void whoElseIsATenantIsNotTold() {
    house.as(OPERATOR, tenant(Ref.parse("Tenant/system/lubeca"), "{}"));
    assertThat(house.refused(ADA, appIn("demo.lubeca", "a")).cure()).doesNotContain("'lubeca'");
    assertThat(house.refused(ADMIN, appIn("lubecca", "a")).cure()).contains("'lubeca'");
  }

  @Test
  void aStateFromBeforeThereWereTenantsHasThem() {
    house.as(House.SYSTEM, appIn("old.times", "a"), appIn("a-.b", "a"));
    house.as(
        House.SYSTEM, Change.Delete.of(DEMO), Change.Delete.of(Ref.parse("Tenant/system/other")));
    house.gate();
    assertThat(house.has(Ref.parse("Tenant/old/old.times"))).isTrue();
    assertThat(house.has(Ref.parse("Tenant/system/old"))).isTrue();
  }

  /** What others have is no guest's to know: it reads what it is offered, at home. */
  @Test
  void aGuestSeesNothingOfWhatTheProviderHas() {
    house.host("4");
    Principal guest = new Principal("user:gus@demo", "demo", Set.of("use-case-user"));
    Principal below = new Principal("user:gil@demo.line", "demo.line", Set.of("use-case-user"));
    house.as(OPERATOR, tenant(LINE, "{}"));
    assertThat(house.gate.view(guest).get(House.HOST)).isPresent();
    assertThat(house.gate.may(guest, "read", "Host", "system", Optional.empty())).isTrue();

    house.as(OPERATOR, tenant(DEMO, "{\"guest\":true}"));

    for (Principal each : List.of(guest, below)) {
      assertThat(house.gate.view(each).get(House.HOST)).isEmpty();
      assertThat(house.gate.may(each, "read", "Host", "system", Optional.empty())).isFalse();
      assertThat(house.gate.may(each, "read", "Kind", "system", Optional.empty())).isTrue();
    }
  }

  /** What is placed already was placed without a contract. */
  @Test
  void aTenantBecomesAGuestOnlyWhileNothingOfItIsPlaced() {
    house.host("4");
    house.as(OPERATOR, tenant(LINE, "{}"));
    house.as(House.SYSTEM, reservation("a", "1"));

    Problem problem = house.refused(OPERATOR, tenant(DEMO, "{\"guest\":true}"));
    assertThat(problem.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(problem.getMessage()).contains("1 reservations", "by a contract");
    house.as(OPERATOR, tenant(LINE, "{\"guest\":true}"));

    house.as(House.SYSTEM, Change.Delete.of(Ref.parse("Reservation/demo/a")));
    house.as(OPERATOR, tenant(DEMO, "{\"guest\":true}"));
    house.as(House.SYSTEM, reservation("a", "1"));
    house.as(OPERATOR, tenant(DEMO, "{\"guest\":true,\"description\":\"as before\"}"));
    assertThat(house.refused(ROOT_OF_DEMO, tenant(DEMO, "{}")).reason())
        .isEqualTo(Reason.FORBIDDEN);
  }
}
