package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;
import static org.hansa.core.gate.House.SYSTEM;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.HoldRule;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is held at its admission, by which rules, and who lets it go. */
class HoldRuleTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final Principal APPROVER =
      new Principal("user:eve", "system", Set.of("use-case-administrator"));
  private static final Principal OTHER =
      new Principal("user:bob@other", "other", Set.of("use-case-administrator"));

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

  private void rule(String name, String spec) {
    house.as(OPERATOR, House.put("HoldRule/" + name, spec));
  }

  private static Change app(String name, String program, Map<String, String> labels) {
    return Change.Put.of(
        new Draft(
            Ref.parse("Application/demo/" + name),
            labels,
            Optional.empty(),
            Set.of(),
            Doc.parse(
                "{\"components\":[{\"name\":\"" + program + "\",\"runtime\":\"process\"}]}")));
  }

  private SortedSet<String> holds(Ref ref) {
    return house.get(ref).holds();
  }

  private Change.Hold release(String hold) {
    return new Change.Hold(SHOP, hold, false);
  }

  @Test
  void whatAUserCreatesIsHeldInTheSameTransaction() {
    rule("system/prices", "{\"kinds\":[\"Application\"],\"reason\":\"the price\"}");
    long before = house.store.snapshot().revision();
    house.as(ADA, House.app("shop"));
    assertThat(house.store.changes(before, 10))
        .singleElement()
        .satisfies(c -> assertThat(c.resource().holds()).containsExactly("rule:prices"));
    assertThat(holds(SHOP)).containsExactly("rule:prices");
  }

  @Test
  void aForkSaysTheSameSoThatAPlanShowsIt() {
    rule("system/prices", "{\"kinds\":[\"Application\"]}");
    Transaction would =
        house.gate.decide(
            house.store.snapshot(),
            Request.of(ADA, "plan", "because", java.util.List.of(House.app("shop"))));
    assertThat(would.puts())
        .singleElement()
        .extracting(r -> r.holds())
        .isEqualTo(Set.of("rule:prices"));
    assertThat(house.has(SHOP)).isFalse();
  }

  @Test
  void aChangeOfTheSpecIsHeldAgainAndNothingElseIs() {
    rule("system/prices", "{\"kinds\":[\"Application\"]}");
    house.as(ADA, app("shop", "web", Map.of()));
    house.as(APPROVER, release("rule:prices"));
    long generation = house.get(SHOP).generation();
    assertThat(holds(SHOP)).isEmpty();

    house.as(ADA, app("shop", "web", Map.of()));
    house.as(ADA, app("shop", "web", Map.of("team", "a")));
    house.as(ADA, new Change.Retry(SHOP));
    house.as(SYSTEM, app("shop", "bycontroller", Map.of()));
    assertThat(holds(SHOP)).isEmpty();

    house.as(ADA, app("shop", "other", Map.of()));
    assertThat(holds(SHOP)).containsExactly("rule:prices");
    house.as(APPROVER, release("rule:prices"));
    assertThat(house.get(SHOP).generation()).as("its release is none").isEqualTo(generation + 3);
  }

  /** A job's application, say: by another kind nobody gets past the rule. */
  @Test
  void whatAControllerMakesForWhatUsersWriteIsHeldAsTheirs() {
    rule("system/prices", "{\"kinds\":[\"Application\"]}");
    Principal scheduler =
        house.gate.controller(House.controller("scheduler", "Site", "Application"));
    house.as(
        SYSTEM, House.put("Site/demo/night", "{\"provider\":\"own\",\"jurisdiction\":\"DE\"}"));
    String spec = "{\"components\":[{\"name\":\"%s\",\"runtime\":\"process\"}]}";
    house.as(scheduler, House.owned(SHOP.toString(), "Site/demo/night", spec.formatted("web")));
    assertThat(holds(SHOP)).containsExactly("rule:prices");

    house.as(APPROVER, release("rule:prices"));
    house.as(scheduler, House.owned(SHOP.toString(), "Site/demo/night", spec.formatted("web")));
    assertThat(holds(SHOP)).isEmpty();
    house.as(scheduler, House.owned(SHOP.toString(), "Site/demo/night", spec.formatted("other")));
    assertThat(holds(SHOP)).containsExactly("rule:prices");
  }

  @Test
  void aLabelCannotBeTakenOffNorPutOnPastTheRule() {
    rule("system/live", "{\"kinds\":[\"Application\"],\"labels\":{\"stage\":\"live\"}}");
    house.as(ADA, app("shop", "web", Map.of("stage", "test")));
    assertThat(holds(SHOP)).isEmpty();
    house.as(ADA, app("shop", "web", Map.of("stage", "live")));
    assertThat(holds(SHOP)).as("comes to fit").containsExactly("rule:live");
    house.as(APPROVER, release("rule:live"));
    house.as(ADA, app("shop", "other", Map.of("stage", "test")));
    assertThat(holds(SHOP)).as("changed as it left").containsExactly("rule:live");
  }

  @Test
  void aLabelCannotBeTakenOffBeforeTheChange() {
    rule("system/live", "{\"kinds\":[\"Application\"],\"labels\":{\"stage\":\"live\"}}");
    house.as(ADA, app("shop", "web", Map.of("stage", "live")));
    house.as(APPROVER, release("rule:live"));
    house.as(ADA, app("shop", "web", Map.of()));
    house.as(ADA, app("shop", "other", Map.of()));
    assertThat(holds(SHOP)).containsExactly("rule:live");
  }

  @Test
  void aRuleOfATenantCountsThereAndOneOfTheSystemWhereItSays() {
    rule("system/some", "{\"kinds\":[\"Application\"],\"tenants\":[\"other\"]}");
    house.as(ADA, House.put("HoldRule/demo/own", "{\"kinds\":[\"Application\"]}"));
    house.as(ADA, House.app("shop"));
    house.as(
        OTHER,
        House.put(
            "Application/other/shop",
            "{\"components\":[{\"name\":\"web\",\"runtime\":\"process\"}]}"));
    assertThat(holds(SHOP)).containsExactly("rule:own@demo");
    assertThat(holds(Ref.parse("Application/other/shop"))).containsExactly("rule:some");
    assertThat(HoldRule.of("rule:own@demo")).contains(Ref.parse("HoldRule/demo/own"));
  }

  @Test
  void aDeletionIsHeldIfTheRuleSaysSo() {
    rule("system/leave", "{\"kinds\":[\"Application\"],\"on\":[\"DELETE\"]}");
    house.as(ADA, House.app("shop"));
    house.as(SYSTEM, new Change.Finalizer(SHOP, "wdm", true));
    assertThat(holds(SHOP)).isEmpty();
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(holds(SHOP)).containsExactly("rule:leave");
    house.as(APPROVER, release("rule:leave"));
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(holds(SHOP)).as("asked for before").isEmpty();
  }

  @Test
  void onlyWhoHoldsByTheRuleAndSeesWhatIsHeldReleases() {
    rule("system/prices", "{\"kinds\":[\"Application\"]}");
    house.as(ADA, House.app("shop"));
    Problem own = house.refused(ADA, release("rule:prices"));
    assertThat(own.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(own.line()).contains("HoldRule/system/prices", "Ask who may");
    assertThat(house.refused(OPERATOR, release("rule:prices")).line())
        .as("may hold by the rule, but not read the application")
        .contains("may not read");
    assertThat(house.refused(ADMIN, new Change.Hold(SHOP, "rule:mine", true)).reason())
        .as("rules alone set such")
        .isEqualTo(Problem.Reason.INVALID);
    house.as(APPROVER, release("rule:prices"));
    assertThat(holds(SHOP)).isEmpty();
    assertThat(house.entries(Entry.AUDIT))
        .last()
        .satisfies(
            e -> {
              assertThat(e.actor()).isEqualTo("user:eve");
              assertThat(e.body().tree().at("/changes/0/released/0").asText())
                  .isEqualTo("rule:prices");
            });
    assertThat(house.entries(Entry.EVENT))
        .extracting(e -> e.body().tree().at("/message").asText())
        .contains(SHOP + " is held: rule:prices", SHOP + " is released: rule:prices");
  }

  @Test
  void aRuleThatIsTakenAwayOnTheWayStillCatchesAndWhatItCaughtStaysHeld() {
    rule("system/prices", "{\"kinds\":[\"Application\"]}");
    house.as(ADMIN, Change.Delete.of(Ref.parse("HoldRule/system/prices")), House.app("shop"));
    assertThat(house.has(Ref.parse("HoldRule/system/prices"))).isFalse();
    assertThat(holds(SHOP)).containsExactly("rule:prices");
    house.as(APPROVER, release("rule:prices"));
    assertThat(holds(SHOP)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "system/a | {'kinds':[]} | at least one kind",
        "system/a | {'kinds':['Aplication']} | Maybe 'Application' was meant",
        "system/a | {'kinds':['Workload']} | Name one of Application, Endpoint, Operation, Site",
        "system/a | {'kinds':['HoldRule']} | Name one of Application, Endpoint, Operation, Site",
        "system/a | {'kinds':['Site'],'on':['UPDATE']} | is not one of CHANGE, CREATE, DELETE",
        "system/a | {'kinds':['Site'],'lables':{}} | maybe 'labels' was meant",
        "system/a | {'kinds':['Site'],'tenants':['No']} | does not match",
        "other/a | {'kinds':['Site'],'tenants':['demo']} | a tenant's own rule"
      })
  void aMistakeIsOneClearError(String name, String spec, String said) {
    Problem problem = house.refused(ADMIN, House.put("HoldRule/" + name, spec.replace('\'', '"')));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.INVALID);
    assertThat(problem.line()).contains(said);
  }

  @Test
  void rulesAreBounded() {
    house.as(
        OPERATOR,
        IntStream.range(0, 100)
            .mapToObj(i -> House.put("HoldRule/demo/r" + i, "{\"kinds\":[\"Site\"]}"))
            .toArray(Change[]::new));
    assertThat(house.refused(OPERATOR, House.put("HoldRule/demo/one", "{\"kinds\":[\"Site\"]}")))
        .extracting(Problem::reason)
        .isEqualTo(Problem.Reason.EXHAUSTED);
    house.as(OPERATOR, House.put("HoldRule/demo/r1", "{\"kinds\":[\"Endpoint\"]}"));
    String wide = "[" + "\"Site\",".repeat(20) + "\"Site\"]";
    assertThat(house.refused(OPERATOR, House.put("HoldRule/demo/r1", "{\"kinds\":" + wide + "}")))
        .extracting(Problem::line)
        .asString()
        .contains("at most 20");
  }
}
