package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;
import static org.hansa.core.gate.House.SYSTEM;
import static org.hansa.core.gate.House.account;
import static org.hansa.core.gate.House.app;
import static org.hansa.core.gate.House.put;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Problem.Reason;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles of one's own: what they allow, where, and who may make and give them. */
class RoleTest {

  private static final Ref APP = Ref.parse("Application/demo/a");
  private static final Ref ROLE = Ref.parse("Role/demo/watcher");

  /** Administers the accounts of demo, and may do nothing else. */
  private static final Principal CLERK =
      new Principal("user:carl@demo", "demo", Set.of("infrastructure-administrator"));

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(OPERATOR, put("Tenant/demo/demo.line", "{}"));
    house.as(ADA, app("a"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Principal user(String tenant, String... roles) {
    return new Principal("user:u@" + tenant, tenant, Set.of(roles));
  }

  private static Change.Put role(String ref, String... rights) {
    return put("Role/" + ref, "{\"rights\":[" + String.join(",", rights) + "]}");
  }

  private static String right(String verbs, String kinds, String... sites) {
    return "{\"verbs\":"
        + quoted(verbs.split(" "))
        + ",\"kinds\":"
        + quoted(kinds.split(" "))
        + (sites.length == 0 ? "" : ",\"sites\":" + quoted(sites))
        + "}";
  }

  private static String quoted(String... words) {
    return "[\"" + String.join("\",\"", words) + "\"]";
  }

  private static Change.Put endpoint(String name, String site) {
    return put("Endpoint/demo/" + name, "{\"driver\":\"d\",\"site\":\"" + site + "\"}");
  }

  private static Change.Put site(String name) {
    return put("Site/demo/" + name, "{\"provider\":\"p\",\"jurisdiction\":\"DE\"}");
  }

  @Test
  void whoHasARoleMayWhatItSaysAndNothingElse() {
    house.as(ADMIN, role("demo/watcher", right("READ", "Application"), right("WRITE", "Plan")));
    Principal user = user("demo", "watcher");

    assertThat(house.gate.view(user).get(APP)).isPresent();
    assertThat(house.gate.view(user).list("Tenant")).hasSize(2);
    assertThat(house.gate.view(user).list("Role")).isEmpty();
    assertThat(house.refused(user, app("b")).reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(user, Change.Delete.of(APP)).reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(house.gate.may(user, "write", "Plan", "demo.line")).isTrue();
    assertThat(house.gate.may(user, "write", "Plan", "other")).isFalse();
    assertThat(house.gate.may(user, "read", "Application", "system")).isFalse();
    assertThat(house.gate.view(user("other", "watcher")).get(APP)).isEmpty();
    assertThat(house.gate.view(user("demo.line", "watcher")).get(APP)).as("above").isEmpty();
  }

  @Test
  void whatARoleSaysCountsFromThenOn() {
    house.as(ADMIN, role("demo/watcher", right("READ", "Plan")));
    Principal user = user("demo", "watcher");
    var view = house.gate.view(user);
    assertThat(view.get(APP)).isEmpty();
    house.as(ADMIN, role("demo/watcher", right("READ WRITE", "Application")));
    assertThat(view.revision()).isLessThan(house.store.snapshot().revision());
    assertThat(house.gate.view(user).get(APP)).isPresent();
    house.as(user, app("b"));
    house.as(ADMIN, Change.Delete.of(ROLE));
    assertThat(house.gate.view(user).get(APP)).isEmpty();
    assertThat(house.refused(user, app("c")).reason()).isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void aRoleAtATenantCountsThereAndBelowAlone() {
    for (String role : List.of("use-case-administrator@demo.line", "watcher@demo.line")) {
      house.as(ADMIN, role("demo/watcher", right("READ WRITE", "Application")));
      Principal user = user("demo", role);
      assertThat(house.gate.may(user, "write", "Application", "demo.line")).as(role).isTrue();
      assertThat(house.gate.may(user, "write", "Application", "demo")).as(role).isFalse();
      assertThat(house.gate.view(user).get(APP)).as(role).isEmpty();
    }
    Problem refused = house.refused(user("demo", "use-case-administrator@demo.line"), app("b"));
    assertThat(refused.cure()).isEqualTo("Its role counts in demo.line alone.");
  }

  @Test
  void whoMayAtSomeSitesIsToldAtWhich() {
    house.as(ADMIN, role("demo/watcher", right("WRITE", "Endpoint", "hall", "annex")));
    Problem refused = house.refused(user("demo", "watcher"), endpoint("e", "yard"));
    assertThat(refused.cure())
        .isEqualTo("Its role watcher allows that at these sites alone: annex, hall.");
  }

  @Test
  void aRoleAtATenantIsNotLetInByAGrant() {
    String grant =
        "{\"to\":\"other\",\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"READ\"]}]}";
    house.as(
        ADMIN,
        put("Tenant/other/other.sub", "{}"),
        put("Grant/demo/g", grant),
        role("other/watcher", right("READ", "Application")));
    assertThat(house.gate.view(user("other", "watcher")).get(APP)).isPresent();
    assertThat(house.gate.view(user("other", "watcher@other.sub")).get(APP)).isEmpty();
    assertThat(house.gate.view(user("other", "auditor@other.sub")).get(APP)).isEmpty();
  }

  @Test
  void aRightAtSitesCountsForWhatStandsThere() {
    house.as(
        ADMIN,
        role(
            "demo/keeper",
            right("WRITE DELETE HOLD", "Endpoint Site", "here", "near"),
            right("READ", "Endpoint Site")),
        endpoint("far", "away"));
    Principal keeper = user("demo", "keeper");

    house.as(keeper, endpoint("e", "here"));
    house.as(keeper, endpoint("e", "near"));
    house.as(keeper, site("here"));
    assertThat(house.gate.view(keeper).list("Endpoint")).hasSize(2);
    for (Change beyond :
        List.of(
            endpoint("e", "away"),
            endpoint("far", "here"),
            endpoint("new", "away"),
            site("away"),
            Change.Delete.of(Ref.parse("Endpoint/demo/far")),
            new Change.Hold(Ref.parse("Endpoint/demo/far"), "mine", true))) {
      assertThat(house.refused(keeper, beyond).reason())
          .as(beyond.toString())
          .isEqualTo(Reason.FORBIDDEN);
    }
    house.as(keeper, new Change.Hold(Ref.parse("Endpoint/demo/e"), "mine", true));
    house.as(keeper, new Change.Hold(Ref.parse("Endpoint/demo/e"), "mine", false));
    house.as(keeper, Change.Delete.of(Ref.parse("Endpoint/demo/e")));
    assertThat(house.gate.may(keeper, "write", "Endpoint", "demo")).as("anywhere").isFalse();
  }

  @Test
  void whereSomethingStandsIsLookedAtWhenItIsChanged() {
    house.as(
        ADMIN, role("demo/keeper", right("DELETE", "Endpoint", "here")), endpoint("e", "here"));
    Principal keeper = user("demo", "keeper");
    Ref endpoint = Ref.parse("Endpoint/demo/e");
    assertThat(house.refused(keeper, endpoint("e", "away"), Change.Delete.of(endpoint)).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(ADMIN, endpoint("e", "away"));
    assertThat(house.refused(keeper, Change.Delete.of(endpoint)).reason())
        .isEqualTo(Reason.FORBIDDEN);
  }

  @Test
  void whoMayWriteAnEndpointMayNotUseASecretInItForThat() {
    house.as(
        ADMIN,
        role("demo/writer", right("READ WRITE", "Endpoint")),
        role("demo/user", right("READ WRITE", "Endpoint"), right("ASK", "Secret")));
    Change.Put put = put("Endpoint/demo/e", "{\"driver\":\"d\",\"site\":\"s\",\"secret\":\"key\"}");
    Problem refused = house.refused(user("demo", "writer"), put);
    assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(refused.cure()).contains("ask Secret");
    house.as(user("demo", "user"), put);
  }

  @Test
  void theNearestOfItsNameCounts() {
    house.as(
        ADMIN,
        role("system/watcher", right("READ", "Application")),
        role("demo.line/watcher", right("READ", "Plan")));
    assertThat(house.gate.view(user("demo", "watcher")).get(APP)).isPresent();
    assertThat(house.gate.may(user("demo.line", "watcher"), "read", "Application", "demo.line"))
        .isFalse();
    assertThat(house.gate.may(user("demo.line", "watcher"), "read", "Plan", "demo.line")).isTrue();
  }

  @Test
  void nobodyMakesARoleThatMayMoreThanTheyDo() {
    assertThat(house.refused(CLERK, role("demo/x", right("WRITE", "Application"))).getMessage())
        .contains("allow 'write Application'");
    assertThat(house.refused(CLERK, role("demo/x", right("READ", "*"))).reason())
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(CLERK, role("system/x", right("READ", "Site"))).reason())
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(ADA, role("demo/x", right("READ", "Application"))).getMessage())
        .contains("may not write Role/demo/x");
    house.as(CLERK, role("demo/x", right("READ WRITE", "Site Account")));
    // The operator sets up others' tenants, and keeps to its own rights at home.
    house.as(OPERATOR, role("demo/y", right("WRITE", "Application")));
    assertThat(house.refused(OPERATOR, role("system/y", right("WRITE", "Application"))).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(ADMIN, role("system/all", right("READ", "*")));
  }

  @Test
  void whoMayDoItAtOneSiteGivesItNoFurther() {
    house.as(
        ADMIN,
        role(
            "demo/local", right("WRITE", "Endpoint", "here"), right("READ WRITE", "Role Account")));
    Principal local = user("demo", "local");
    house.as(local, role("demo/less", right("WRITE", "Endpoint", "here")));
    assertThat(house.refused(local, role("demo/m", right("WRITE", "Endpoint"))).reason())
        .isEqualTo(Reason.FORBIDDEN);
    assertThat(
            house.refused(local, role("demo/m", right("WRITE", "Endpoint", "here", "x"))).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(local, account("demo/eve", "less"));
    assertThat(house.refused(local, account("demo/eve", "infrastructure-administrator")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(ADMIN, role("demo/more", right("WRITE", "Site")));
    assertThat(house.refused(local, account("demo/eve", "more")).getMessage())
        .contains("hand out roles that it lacks (more)");
  }

  @Test
  void rolesAreGivenAsFarAsTheGiverHasThem() {
    Principal below = user("demo", "infrastructure-administrator@demo.line");
    house.as(below, account("demo.line/eve", "infrastructure-administrator@demo.line"));
    // As one that a Grant lets in elsewhere it is not theirs to give.
    Change loose = account("demo.line/may", "infrastructure-administrator");
    assertThat(house.refused(below, loose).reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(house.refused(below, account("demo/eve", "infrastructure-administrator")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(CLERK, account("demo/eve", "infrastructure-administrator@demo.line"));
    assertThat(house.refused(CLERK, account("demo/eve", "auditor@demo.line")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    // Who may set a password may log in with it.
    house.as(ADMIN, role("demo/watcher", right("READ", "Plan")), account("demo/may", "watcher"));
    Change password =
        new Change.Values(Ref.parse("Account/demo/may"), Map.of("password", "long enough"));
    assertThat(house.refused(CLERK, password).getMessage()).contains("lacks (watcher)");
    house.as(ADMIN, password);
  }

  @Test
  void whatIsBoundToATenantIsGivenOnAsThatAlone() {
    house.as(
        ADMIN,
        role("demo/clerk", right("READ WRITE", "Account Application")),
        role("demo/writer", right("READ WRITE", "Application")));
    Principal bound = user("demo", "clerk@demo.line");
    house.as(bound, account("demo.line/a", "writer@demo.line"));
    assertThat(house.refused(bound, account("demo.line/b", "writer")).reason())
        .isEqualTo(Reason.FORBIDDEN);
    house.as(user("demo", "clerk"), account("demo.line/b", "writer"));
  }

  @Test
  void onlyWhoAdministersAllOfItSetsUpOtherTenants() {
    for (String limited : List.of("infrastructure-administrator@demo", "clerk")) {
      house.as(ADMIN, role("system/clerk", right("READ WRITE", "Account Role")));
      Principal user = new Principal("user:olaf", "system", Set.of(limited));
      assertThat(house.refused(user, account("demo/x", "auditor")).reason())
          .as(limited)
          .isEqualTo(Reason.FORBIDDEN);
      assertThat(house.refused(user, role("demo/x", right("READ", "Ledger"))).reason())
          .as(limited)
          .isEqualTo(Reason.FORBIDDEN);
    }
    house.as(OPERATOR, account("demo/x", "auditor"));
  }

  @Test
  void whoHasLessTakesNoRolesAwayAndDeletesNoAccount() {
    house.as(ADMIN, account("demo/ada", "use-case-administrator"));
    Ref ada = Ref.parse("Account/demo/ada");
    // With none they could set its password, and wait until it has them again.
    for (Change lesser : List.of(account("demo/ada"), Change.Delete.of(ada))) {
      assertThat(house.refused(CLERK, lesser).getMessage())
          .contains("lacks (use-case-administrator)");
    }
    house.as(ADMIN, account("demo/ada"));
    house.as(CLERK, Change.Delete.of(ada));
  }

  @Test
  void whatARoleSaysHasABound() {
    String many = String.join(" ", Collections.nCopies(90, "Plan"));
    house.as(ADMIN, role("demo/same", right("READ WRITE READ WRITE", many)));
    String[] sites =
        Stream.iterate(0, i -> i + 1).limit(160).map(i -> "s" + i).toArray(String[]::new);
    String one = right("WRITE", "Endpoint", sites);
    house.as(ADMIN, role("demo/one", one));
    assertThat(house.refused(ADMIN, role("demo/two", one, one)).getMessage()).contains("322");
  }

  @Test
  void codeIsTheProvidersAlone() {
    Problem refused = house.refused(CLERK, put("Extension/demo/x", "{}"));
    assertThat(refused.reason()).isEqualTo(Reason.FORBIDDEN);
    assertThat(refused.cure()).contains("the provider's");
  }

  @Test
  void whatAPlanSaysStaysOnceItIsMade() {
    Ref plan = Ref.parse("Plan/demo/p");
    house.as(ADMIN, put("Plan/demo/p", "{}"));
    house.as(ADMIN, put("Plan/demo/p", "{\"delete\":[]}"));
    house.as(SYSTEM, new Change.Status(plan, Doc.parse("{\"state\":\"MADE\"}"), List.of()));
    assertThat(house.refused(ADMIN, put("Plan/demo/p", "{}")).getMessage())
        .contains("what it says stays");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "demo/eve | wacher            | Maybe 'watcher' was meant.",
        "demo/eve | use-case-usr      | Maybe 'use-case-user' was meant.",
        "demo/eve | watcher@other     | An account acts in no other tenant.",
        "demo/eve | watcher@system    | An account acts in no other tenant.",
        "demo/eve | watcher@demos     | An account acts in no other tenant.",
        "other/eve | watcher          | Name one of",
      })
  void rolesThatAreNotThereAreNotGiven(String account, String role, String cure) {
    house.as(ADMIN, role("demo/watcher", right("READ", "Plan")));
    Problem refused = house.refused(ADMIN, account(account, role));
    assertThat(refused.reason()).isEqualTo(Reason.INVALID);
    assertThat(refused.getMessage()).contains(role);
    assertThat(refused.cure()).contains(cure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "demo/auditor | READ  | Plan        |      | built-in",
        "demo/x       | READ  | Aplication  |      | Aplication",
        "demo/x       | WRITE | Application | here | stands at one",
        "demo/x       | ASK   | *           | here | stands at one",
        "demo/x       | READ  | Endpoint    | here | to change or ask",
        "demo/x       | READ  | Event       | here | stands at one",
      })
  void whatMeansNothingIsRefused(String ref, String verb, String kind, String site, String why) {
    String right = site == null ? right(verb, kind) : right(verb, kind, site);
    Problem refused = house.refused(ADMIN, role(ref, right));
    assertThat(refused.reason()).isIn(Reason.INVALID, Reason.NOT_FOUND);
    assertThat(refused.getMessage()).contains(why);
  }

  @Test
  void aRoleWithoutRightsOrOneTooManyIsRefused() {
    assertThat(house.refused(ADMIN, role("demo/x")).getMessage()).contains("/spec/rights");
    for (int i = 0; i < 100; i++) {
      house.as(ADMIN, role("demo/r" + i, right("READ", "Plan")));
    }
    assertThat(house.refused(ADMIN, role("demo/r100", right("READ", "Plan"))).reason())
        .isEqualTo(Reason.EXHAUSTED);
    house.as(ADMIN, role("demo/r7", right("READ", "Event")));
  }

  @Test
  void aRoleGoesWhenNobodyHasItAnyMore() {
    house.as(
        ADMIN,
        role("system/watcher", right("READ WRITE DELETE", "Application")),
        role("demo/watcher", right("READ", "Plan")),
        account("demo.line/eve", "watcher"));
    // Else the one further up would take its place, and allow more.
    Problem used = house.refused(CLERK, Change.Delete.of(ROLE));
    assertThat(used.reason()).isEqualTo(Reason.CONFLICT);
    assertThat(used.getMessage()).contains("Account/demo.line/eve has the role watcher");
    house.as(ADMIN, Change.Delete.of(Ref.parse("Role/system/watcher")));
    house.as(ADMIN, Change.Delete.of(ROLE), Change.Delete.of(Ref.parse("Account/demo.line/eve")));
    assertThat(house.has(ROLE)).isFalse();

    house.as(ADMIN, role("demo/watcher", right("READ", "Plan")));
    house.as(ADMIN, account("other/eve", "auditor"), Change.Delete.of(ROLE));
  }

  @Test
  void aRoleGoesWithItsTenant() {
    house.as(ADMIN, role("other/watcher", right("READ", "Plan")));
    assertThat(
            house.refused(ADMIN, Change.Delete.of(Ref.parse("Tenant/system/other"))).getMessage())
        .contains("1 Role");
    house.as(
        ADMIN,
        Change.Delete.of(Ref.parse("Role/other/watcher")),
        Change.Delete.of(Ref.parse("Tenant/system/other")));
  }

  @Test
  void whoActsByARoleThatIsTakenMeanwhileIsRefused() {
    house.as(
        ADMIN,
        role("demo/writer", right("READ WRITE", "Application")),
        account("demo/will", "writer"),
        new Change.Values(Ref.parse("Account/demo/will"), Map.of("password", "wills secret")));
    Principal will = house.gate.login("will@demo", "wills secret".toCharArray());
    house.as(will, app("b"));
    Request request = Request.of(will, "test", "because", List.of(app("c")));
    Standing before = Standing.of(request, house.store.snapshot());
    house.as(ADMIN, role("demo/writer", right("READ", "Application")));
    assertThat(before.stands(will, house.store.snapshot())).isFalse();
    assertThat(house.refused(will, app("c")).reason()).isEqualTo(Reason.FORBIDDEN);
    house.as(ADMIN, account("demo/will", "writer@demo.line"));
    assertThat(house.gate.account("will@demo").roles()).containsExactly("writer@demo.line");
  }

  @Test
  void theSystemItselfAndControllersNeedNone() {
    house.as(SYSTEM, account("demo/sys", "auditor"), role("demo/any", right("READ", "*")));
    assertThat(house.has(Ref.parse("Role/demo/any"))).isTrue();
  }
}
