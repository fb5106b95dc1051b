package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;
import static org.hansa.core.gate.House.account;
import static org.hansa.core.gate.House.app;
import static org.hansa.core.gate.House.put;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hansa.core.api.Problem.Reason;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrantTest {

  private static final Ref GRANT = Ref.parse("Grant/demo/g");
  private static final Ref APP = Ref.parse("Application/demo/a");
  private static final Principal OTTO =
      new Principal("user:otto@other", "other", Set.of("use-case-administrator"));
  private static final Principal USER =
      new Principal("user:uma@other", "other", Set.of("use-case-user"));

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(ADA, app("a"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Change.Put grant(String to, String verbs, String kinds) {
    return put(
        GRANT.toString(),
        "{\"to\":\""
            + to
            + "\",\"rights\":[{\"kinds\":["
            + kinds
            + "],\"verbs\":["
            + verbs
            + "]}]}");
  }

  @Test
  void aGrantLetsInAndItsEndShutsOut() {
    assertThat(house.gate.view(OTTO).get(APP)).isEmpty();
    house.as(ADA, grant("other", "\"READ\",\"WRITE\"", "\"Application\""));
    assertThat(house.gate.view(OTTO).list("Application").map(r -> r.ref())).containsExactly(APP);
    house.as(OTTO, app("b"));
    assertThat(house.refused(OTTO, Change.Delete.of(APP)).reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(OTTO, put("Secret/demo/s", "{}")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(ADA, Change.Delete.of(GRANT));
    assertThat(house.gate.view(OTTO).get(APP)).isEmpty();
    assertThat(house.refused(OTTO, app("c")).cure()).contains("a Grant in demo");
  }

  @Test
  void aGrantWidensWhereARoleCountsAndNotWhatItAllows() {
    house.as(ADA, grant("other", "\"READ\",\"WRITE\",\"DELETE\"", "\"Application\""));
    house.as(USER, app("b"));
    assertThat(house.refused(USER, Change.Delete.of(APP)).reason()).isEqualTo(Reason.FORBIDDEN);
    Principal nobody = new Principal("user:no@other", "other", Set.of());
    assertThat(house.gate.view(nobody).get(APP)).isEmpty();
  }

  @Test
  void oneToAnAccountIsForNobodyElse() {
    house.as(ADA, grant("otto@other", "\"READ\"", "\"Application\""));
    assertThat(house.gate.view(OTTO).get(APP)).isPresent();
    assertThat(house.gate.view(USER).get(APP)).isEmpty();
  }

  @Test
  void aGrantReachesThoseBelowOnBothSides() {
    house.as(OPERATOR, put("Tenant/demo/demo.line", "{}"), put("Tenant/other/other.sub", "{}"));
    house.as(
        ADA,
        grant("other", "\"READ\"", "\"Application\""),
        put(
            "Application/demo.line/x",
            "{\"components\":[{\"name\":\"web\",\"runtime\":\"process\"}]}"));
    Principal sub =
        new Principal("user:s@other.sub", "other.sub", Set.of("use-case-administrator"));
    assertThat(house.gate.view(sub).list("Application")).hasSize(2);
    Principal others = new Principal("user:s@others", "others", Set.of("use-case-administrator"));
    assertThat(house.gate.view(others).list("Application")).isEmpty();
  }

  @Test
  void nobodyGrantsWhatTheyMayNotNorWhoMayWhat() {
    assertThat(house.refused(USER, grant("other", "\"READ\"", "\"Application\"")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(ADA, grant("other", "\"WRITE\"", "\"Site\"")).getMessage())
        .contains("grant 'write Site'");
    for (String own : Set.of("Account", "Grant", "Secret", "Tenant", "RouteGrant", "HoldRule")) {
      assertThat(house.refused(ADMIN, grant("other", "\"READ\"", "\"" + own + "\"")).reason())
          .as(own)
          .isEqualTo(Reason.INVALID);
    }
    assertThat(house.refused(ADA, grant("demo", "\"READ\"", "\"Application\"")).getMessage())
        .contains("/spec/to");
    assertThat(house.refused(ADA, grant("system", "\"READ\"", "\"Application\"")).reason())
        .isEqualTo(Reason.INVALID);
    assertThat(house.refused(ADA, grant("other", "\"READ\"", "\"Aplication\"")).getMessage())
        .contains("Aplication");
    assertThat(house.refused(ADA, put(GRANT.toString(), "{\"to\":\"other\"}")).getMessage())
        .contains("/spec/rights");
  }

  @Test
  void whoActsByAGrantThatEndsMeanwhileIsRefused() {
    house.as(
        ADMIN,
        account("other/otto", "use-case-administrator"),
        new Change.Values(Ref.parse("Account/other/otto"), Map.of("password", "ottos secret")));
    house.as(ADA, grant("other", "\"READ\",\"WRITE\"", "\"Application\""));
    Principal otto = house.gate.login("otto@other", "ottos secret".toCharArray());
    Request request = Request.of(otto, "test", "because", List.of(app("b")));
    Standing before = Standing.of(request, house.store.snapshot());
    house.as(ADA, Change.Delete.of(GRANT));
    assertThat(before.stands(otto, house.store.snapshot())).isFalse();
    assertThat(house.refused(otto, app("b")).reason()).isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void whatOthersGrantDelaysNobody() {
    Request request = Request.of(OTTO, "test", "because", List.of(put("Plan/other/p", "{}")));
    Standing before = Standing.of(request, house.store.snapshot());
    house.as(ADA, grant("other", "\"READ\"", "\"Application\""));
    assertThat(before.stands(OTTO, house.store.snapshot())).isTrue();
  }

  @Test
  void grantsOfATenantAreBounded() {
    for (int i = 0; i < 100; i++) {
      house.as(ADA, named("g" + i));
    }
    assertThat(house.refused(ADA, named("g100")).reason()).isEqualTo(Reason.EXHAUSTED);
    house.as(ADA, named("g7"));
  }

  private static Change.Put named(String name) {
    return put(
        "Grant/demo/" + name,
        "{\"to\":\"other\",\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"READ\"]}]}");
  }

  @Test
  void whereASecretIsSentIsNotForOthersToSay() {
    Principal orla =
        new Principal("user:orla@other", "other", Set.of("infrastructure-administrator"));
    house.as(
        ADMIN,
        grant("other", "\"READ\",\"WRITE\"", "\"Endpoint\""),
        endpoint("a", "home", "site-a", ",\"secret\":\"s\""));
    house.as(orla, endpoint("a", "home", "site-b", ",\"secret\":\"s\""));
    for (Change sent :
        List.of(
            endpoint("a", "elsewhere", "site-b", ",\"secret\":\"s\""),
            endpoint("a", "home", "site-b", ",\"secret\":\"t\""),
            endpoint("b", "elsewhere", "site-b", ",\"secret\":\"s\""))) {
      assertThat(house.refused(orla, sent).getMessage()).contains("may not use Secret/demo/");
    }
    house.as(orla, endpoint("b", "elsewhere", "site-b", ""));
    house.as(orla, endpoint("a", "elsewhere", "site-b", ""));
  }

  private static Change.Put endpoint(String name, String host, String site, String more) {
    return put(
        "Endpoint/demo/" + name,
        "{\"driver\":\"d\",\"site\":\""
            + site
            + "\",\"options\":{\"host\":\""
            + host
            + "\"}"
            + more
            + "}");
  }

  @Test
  void aListThatWasBegunShowsNothingAfterTheGrantHasEnded() {
    house.as(ADA, grant("other", "\"READ\"", "\"Application\""));
    Snapshot view = house.gate.view(OTTO);
    assertThat(view.list("Application")).hasSize(1);
    house.as(ADA, Change.Delete.of(GRANT));
    assertThat(view.list("Application")).isEmpty();
  }

  @Test
  void anAuditorsStreamsMayBeGrantedToo() {
    Principal auditor = new Principal("user:aud@other", "other", Set.of("auditor"));
    assertThat(house.gate.may(auditor, "read", "Ledger", "demo")).isFalse();
    house.as(ADMIN, grant("other", "\"READ\"", "\"Ledger\",\"Event\""));
    assertThat(house.gate.may(auditor, "read", "Ledger", "demo")).isTrue();
    assertThat(house.gate.may(OTTO, "read", "Ledger", "demo")).isFalse();
    assertThat(house.gate.may(auditor, "read", "Audit", "demo")).isFalse();
  }
}
