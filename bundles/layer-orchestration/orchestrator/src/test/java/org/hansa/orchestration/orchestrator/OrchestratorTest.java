package org.hansa.orchestration.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.testing.Drive;
import org.hansa.core.testing.Outside;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Workload;
import org.junit.jupiter.api.Test;

class OrchestratorTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Ref SHOP = new Ref(Application.KIND, "acme", "shop");
  private static final String DB =
      "{'name':'db','runtime':'process','command':['db'],'ports':[{'name':'sql'}]}";
  private static final String WEB =
      "{'name':'web','runtime':'process','command':['web'],'replicas':2,"
          + "'ports':[{'name':'http','expose':true},{'name':'admin'}],"
          + "'links':[{'to':'db','port':'sql','env':'DB'},{'to':'db','port':'sql','env':'DB2'}]}";

  private final Drive drive = new Drive(START, new Outside(), List.of(new Orchestrator()));

  private OrchestratorTest shop(String... components) {
    String spec = "{'components':[" + String.join(",", components) + "]}";
    drive.change(
        Change.Put.of(
            new Draft(
                SHOP,
                Map.of("team", "red"),
                Optional.empty(),
                Set.of(),
                Doc.parse(spec.replace('\'', '"')))));
    drive.run();
    return this;
  }

  private List<String> names(String kind) {
    return drive.snapshot().list(kind).map(r -> r.ref().name()).toList();
  }

  private void say(String kind, String name, Record status, Condition condition) {
    drive.status(new Ref(kind, "acme", name), status, condition);
  }

  private void workload(String component, int ready, Condition condition) {
    Ref ref = new Ref(Workload.KIND, "acme", "shop." + component);
    long generation = drive.get(ref).generation();
    say(
        Workload.KIND,
        ref.name(),
        new Workload.Status(List.of(), Optional.of(ready), Optional.of(generation)),
        condition);
  }

  private void connection(String name, String address) {
    say(Connection.KIND, name, status(address), yes());
  }

  private static Connection.Status status(String address) {
    return new Connection.Status(
        Optional.of(address), Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  private static Condition yes() {
    return Condition.yes(Condition.READY, "Ready", "", START);
  }

  private static Condition no(String message) {
    return Condition.no(Condition.READY, "Restarting", message, START);
  }

  private Condition ready() {
    return drive.get(SHOP).condition(Condition.READY).orElseThrow();
  }

  private void allReady() {
    workload("db", 1, yes());
    workload("web", 2, yes());
    connection("shop.web.db.sql", "http://h:1");
    connection("shop.users.web.http", "http://h:2");
    drive.run();
  }

  @Test
  void makesAWorkloadForEachComponentAndAConnectionForEachLinkAndExposedPort() {
    shop(DB, WEB);

    assertThat(names(Workload.KIND)).containsExactly("shop.db", "shop.web");
    assertThat(names(Connection.KIND)).containsExactly("shop.users.web.http", "shop.web.db.sql");
    assertThat(drive.snapshot().owned(drive.get(SHOP)))
        .hasSize(4)
        .allSatisfy(
            r -> assertThat(r.labels()).isEqualTo(Map.of("team", "red", "application", "shop")));
    assertThat(drive.get(SHOP).labels()).isEqualTo(Map.of("team", "red"));
  }

  @Test
  void changesOnlyWhatChangedAndDeletesWhatIsNoLongerDescribed() {
    shop(DB, WEB);
    long db = drive.get(new Ref(Workload.KIND, "acme", "shop.db")).revision();

    shop(DB, "{'name':'job','runtime':'process','command':['job']}");

    assertThat(names(Workload.KIND)).containsExactly("shop.db", "shop.job");
    assertThat(names(Connection.KIND)).isEmpty();
    assertThat(drive.get(new Ref(Workload.KIND, "acme", "shop.db")).revision()).isEqualTo(db);
  }

  @Test
  void isReadyWhenAllItsPartsAre() {
    shop(DB, WEB);
    assertThat(ready().state()).isEqualTo(Condition.State.FALSE);

    allReady();

    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
    Application.Status status = drive.get(SHOP).status().as(Application.Status.class);
    assertThat(status.components()).isEqualTo(Map.of("db", "1/1", "web", "2/2"));
    assertThat(status.addresses()).isEqualTo(Map.of("web/http", "http://h:2"));
    assertThat(status.generation()).contains(1L);
  }

  @Test
  void saysWhichPartIsNotReadyAndWhy() {
    shop(DB, WEB);
    allReady();
    workload("web", 1, no("1 of 2 replicas are ready; shop.web.1: ended with exit code 3"));
    drive.run();

    assertThat(ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready().reason()).isEqualTo("Restarting");
    assertThat(ready().message())
        .isEqualTo(
            "1 of 2 components are ready; web: 1 of 2 replicas are ready; shop.web.1: ended with"
                + " exit code 3");
  }

  /** And nobody calls what has ended, so that no connection to it need be. */
  @Test
  void isReadyWhenAllThatWasToRunOnceHasEnded() {
    shop(DB, WEB);
    allReady();
    say(
        Connection.KIND,
        "shop.web.db.sql",
        status("http://h:1"),
        Condition.no(Condition.READY, "NoInstance", "leads nowhere", START));
    workload("db", 1, Condition.yes(Condition.READY, "Ended", "its replica has ended well", START));
    drive.run();
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(ready().reason()).isEqualTo("Ready");

    workload("web", 2, Condition.yes(Condition.READY, "Ended", "all 2 have ended well", START));
    drive.run();
    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
    assertThat(ready().reason()).isEqualTo("Ended");
    assertThat(ready().message())
        .isEqualTo("all that it is made of was to run once, and has ended well");
  }

  @Test
  void saysUnknownIfNothingWorseIsKnown() {
    shop(DB, WEB);
    allReady();
    workload("web", 1, Condition.unknown(Condition.READY, "NoAnswer", "silence", START));
    drive.run();
    assertThat(ready().state()).isEqualTo(Condition.State.UNKNOWN);

    workload("db", 0, no("ended"));
    drive.run();
    assertThat(ready().state()).isEqualTo(Condition.State.FALSE);
  }

  @Test
  void saysThatAPartIsStalledOrUnattended() {
    for (String trouble : List.of(Condition.STALLED, Condition.UNATTENDED)) {
      shop(DB, WEB);
      allReady();
      say(
          Connection.KIND,
          "shop.web.db.sql",
          status("http://h:1"),
          Condition.yes(trouble, "X", "it is stuck", START));
      drive.run();

      assertThat(ready().state()).isEqualTo(Condition.State.FALSE);
      assertThat(ready().reason()).isEqualTo(trouble);
      assertThat(ready().message()).contains("web to db/sql: it is stuck");
      drive.delete(SHOP).run();
    }
  }

  @Test
  void isUnknownWhileAPartIsStalledSinceNobodyKnowsOfIt() {
    shop(DB, WEB);
    allReady();
    say(
        Connection.KIND,
        "shop.web.db.sql",
        status("http://h:1"),
        Condition.unknown(Condition.READY, "NoAnswer", "nobody answers", START));
    say(
        Connection.KIND,
        "shop.web.db.sql",
        status("http://h:1"),
        Condition.yes(Condition.STALLED, "UNAVAILABLE", "nobody answers", START));
    drive.run();

    assertThat(ready().state()).isEqualTo(Condition.State.UNKNOWN);
    assertThat(ready().reason()).isEqualTo(Condition.STALLED);
    assertThat(ready().message()).contains("web to db/sql: nobody answers");
  }

  @Test
  void saysThatThereIsNoPlace() {
    shop(DB, WEB);
    allReady();
    Condition no = Condition.no("Placed", "NoPlace", "shop.web.1 has no place", START);
    drive.change(new Change.Status(SHOP, drive.get(SHOP).status(), List.of(no)));
    drive.run();

    assertThat(ready().reason()).isEqualTo("NotPlaced");
    assertThat(ready().message()).contains("shop.web.1 has no place");
  }

  @Test
  void doesNotTakeWhatAPartSaidBeforeItsChangeForItsStateNow() {
    shop(DB, WEB);
    allReady();

    shop(DB, WEB.replace("'web']", "'web','-v']"));

    assertThat(ready().state()).isEqualTo(Condition.State.FALSE);
    assertThat(ready().message()).contains("web: has not been looked at yet");
  }

  @Test
  void ignoresTheWayToAndFromWhatIsScaledToZero() {
    shop(DB, WEB.replace("'replicas':2", "'replicas':0"));
    workload("db", 1, yes());
    workload("web", 0, yes());
    drive.run();

    assertThat(ready().state()).isEqualTo(Condition.State.TRUE);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> shop(WEB))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("'db' is not a component of this application");
  }

  @Test
  void countsATroubleOnce() {
    shop(DB, WEB);
    allReady();
    say(Connection.KIND, "shop.web.db.sql", status("http://h:1"), no("no forward"));
    drive.run();

    assertThat(ready().message())
        .isEqualTo("2 of 2 components are ready; web to db/sql: no forward");
  }
}
