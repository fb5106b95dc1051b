package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.OPERATOR;

import java.nio.file.Path;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bundle's routes may what they were granted, and nothing else. */
class RouteGrantTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");
  private static final String READS_AND_RELEASES =
      "{\"bundle\":\"org.example.tickets\",\"rules\":[\"prices\"],"
          + "\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"READ\"]}]}";
  private static final Change RELEASE = new Change.Hold(SHOP, "rule:prices", false);

  @TempDir Path folder;
  private House house;
  private Principal route;

  @BeforeEach
  void open() {
    house = new House(folder);
    house.as(ADMIN, House.put("HoldRule/system/prices", "{\"kinds\":[\"Application\"]}"));
    house.as(ADMIN, House.put("HoldRule/system/other", "{\"kinds\":[\"Application\"]}"));
    house.as(ADA, House.app("shop"));
    route = house.gate.route("org.example.tickets");
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void withoutAGrantItMayNothing() {
    assertThat(route.name()).isEqualTo("route:org.example.tickets");
    assertThat(house.gate.view(route).get(SHOP)).isEmpty();
    assertThat(house.gate.view(route).kinds()).isEmpty();
    assertThat(house.refused(route, RELEASE).reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(house.refused(route, House.app("mine")).line())
        .contains("A RouteGrant for bundle org.example.tickets");
    assertThat(house.refused(route, Change.Delete.of(SHOP)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void itReleasesByTheRuleThatItWasGivenAndTheAuditSaysWho() {
    house.as(ADMIN, House.put("RouteGrant/system/tickets", READS_AND_RELEASES));
    assertThat(house.gate.view(route).get(SHOP)).isPresent();
    assertThat(house.gate.view(route).kinds()).containsExactly("Application");
    house.as(route, RELEASE);
    assertThat(house.get(SHOP).holds()).containsExactly("rule:other");
    assertThat(house.entries(Entry.AUDIT))
        .last()
        .extracting(Entry::actor)
        .isEqualTo("route:org.example.tickets");
    assertThat(house.refused(route, new Change.Hold(SHOP, "rule:other", false)).line())
        .contains("release what is held by HoldRule/system/other");
    assertThat(house.refused(route, new Change.Hold(SHOP, "mine", true)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    Principal another = house.gate.route("org.example.tickets2");
    assertThat(house.gate.view(another).get(SHOP)).isEmpty();
  }

  @Test
  void aGrantThatIsTakenBackCountsNoMore() {
    house.as(ADMIN, House.put("RouteGrant/system/tickets", READS_AND_RELEASES));
    house.as(ADMIN, Change.Delete.of(Ref.parse("RouteGrant/system/tickets")));
    assertThat(house.refused(route, RELEASE).reason()).isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void aTenantsGrantCountsInThatTenant() {
    house.as(
        ADA,
        House.put(
            "RouteGrant/demo/tickets",
            "{\"bundle\":\"org.example.tickets\","
                + "\"rights\":[{\"kinds\":[\"Application\"],\"verbs\":[\"READ\",\"HOLD\"]}]}"));
    assertThat(house.gate.may(route, "read", "Application", "demo")).isTrue();
    assertThat(house.gate.may(route, "read", "Application", "other")).isFalse();
    house.as(route, new Change.Hold(SHOP, "ticket-7", true));
    assertThat(house.get(SHOP).holds()).contains("ticket-7");
  }

  @Test
  void nobodyGrantsWhatTheyMayNot() {
    Problem problem =
        house.refused(OPERATOR, House.put("RouteGrant/system/tickets", READS_AND_RELEASES));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(problem.line()).contains("read Application");
    assertThat(
            house.refused(
                ADA,
                House.put("RouteGrant/demo/tickets", "{\"bundle\":\"a\",\"rules\":[\"prices\"]}")))
        .extracting(Problem::line)
        .asString()
        .contains("a rule that a grant of tenant demo can name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'rights':[]} | is required",
        "{'bundle':'a b'} | does not match",
        "{'bundle':'a','rights':[{'kinds':['Aplication'],'verbs':['READ']}]} | Maybe 'Application'",
        "{'bundle':'a','rights':[{'kinds':['Site'],'verbs':['APPLY']}]} | is not one of DELETE",
        "{'bundle':'a','rights':[{'kinds':['Account'],'verbs':['WRITE']}]} | is not for routes",
        "{'bundle':'a','rights':[{'kinds':['HoldRule'],'verbs':['HOLD']}]} | name each in rules",
        "{'bundle':'a','rights':[{'kinds':['Audit'],'verbs':['WRITE']}]} | is not for routes"
      })
  void aMistakeIsOneClearError(String spec, String said) {
    Problem problem =
        house.refused(ADMIN, House.put("RouteGrant/system/x", spec.replace('\'', '"')));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.INVALID);
    assertThat(problem.line()).contains(said);
  }
}
