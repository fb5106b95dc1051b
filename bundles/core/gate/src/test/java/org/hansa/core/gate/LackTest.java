package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.app;
import static org.hansa.core.gate.House.put;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is refused for want of a right is told which, and nothing else thereby. */
class LackTest {

  private static final Principal USER =
      new Principal("user:u@demo", "demo", Set.of("use-case-user"));

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

  private static Principal user(String... roles) {
    return new Principal("user:v@demo", "demo", Set.of(roles));
  }

  private static Optional<Problem.Missing> right(String verb, String kind, String tenant) {
    return Optional.of(new Problem.Missing(verb, kind, tenant, Optional.empty()));
  }

  private static Change.Put endpoint(String name, String more) {
    return put("Endpoint/demo/" + name, "{\"driver\":\"d\"," + more + "}");
  }

  @Test
  void theRightToDoItIsNamed() {
    Ref app = Ref.parse("Application/demo/a");
    assertThat(house.refused(USER, Change.Delete.of(app)).missing())
        .isEqualTo(right("DELETE", "Application", "demo"));
    assertThat(house.refused(USER, new Change.Retry(app)).missing())
        .isEqualTo(right("HOLD", "Application", "demo"));
    assertThat(house.refused(USER, endpoint("e", "\"site\":\"s\"")).missing())
        .isEqualTo(right("WRITE", "Endpoint", "demo"));
  }

  @Test
  void anothersIsNamedWhetherItIsThereOrNot() {
    Principal eve = new Principal("user:eve@other", "other", Set.of("use-case-administrator"));
    for (String name : List.of("Application/demo/a", "Application/demo/absent")) {
      assertThat(house.refused(eve, Change.Delete.of(Ref.parse(name))).missing())
          .isEqualTo(right("DELETE", "Application", "demo"));
    }
  }

  @Test
  void whatNobodyMayIsNoRight() {
    Problem refused = house.refused(ADMIN, put("Reservation/demo/r", "{}"));
    assertThat(refused.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(refused.missing()).isEmpty();
  }

  @Test
  void aFurtherRightIsNamed() {
    house.as(
        ADMIN,
        put(
            "Role/demo/writer",
            "{\"rights\":[{\"verbs\":[\"READ\",\"WRITE\"],\"kinds\":[\"Endpoint\"]}]}"));
    assertThat(
            house
                .refused(user("writer"), endpoint("e", "\"site\":\"s\",\"secret\":\"key\""))
                .missing())
        .isEqualTo(right("ASK", "Secret", "demo"));
    String grant = "{\"to\":\"other\",\"rights\":[{\"kinds\":[\"Site\"],\"verbs\":[\"DELETE\"]}]}";
    assertThat(house.refused(ADA, put("Grant/demo/g", grant)).missing())
        .isEqualTo(right("DELETE", "Site", "demo"));
  }

  @Test
  void theSiteIsNamedWhereTheRightIsThereAtOthers() {
    String write =
        "{\"verbs\":[\"WRITE\",\"DELETE\"],\"kinds\":[\"Endpoint\"],\"sites\":[\"here\"]}";
    String read = ",{\"verbs\":[\"READ\"],\"kinds\":[\"Endpoint\"]}";
    house.as(
        ADMIN,
        put("Role/demo/keeper", "{\"rights\":[" + write + read + "]}"),
        put("Role/demo/blind", "{\"rights\":[" + write + "]}"),
        endpoint("far", "\"site\":\"away\""));
    Change.Put moved = endpoint("e", "\"site\":\"away\"");
    assertThat(house.refused(user("keeper"), moved).missing())
        .isEqualTo(
            Optional.of(new Problem.Missing("WRITE", "Endpoint", "demo", Optional.of("away"))));
    Change gone = Change.Delete.of(Ref.parse("Endpoint/demo/far"));
    assertThat(house.refused(user("keeper"), gone).missing().orElseThrow().site()).contains("away");
    // Where it stands is for those to know who may read it.
    assertThat(house.refused(user("blind"), gone).missing())
        .isEqualTo(right("DELETE", "Endpoint", "demo"));
  }
}
