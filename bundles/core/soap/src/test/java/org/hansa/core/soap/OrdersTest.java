package org.hansa.core.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.soap.Messages.cancel;
import static org.hansa.core.soap.Messages.change;
import static org.hansa.core.soap.Messages.describe;
import static org.hansa.core.soap.Messages.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of an order, message by message. */
class OrdersTest {

  private static final Instant SINCE = Instant.parse("2026-11-28T10:00:00Z");

  private Desk desk;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private Resource stored(String name) {
    return desk.stored(name).orElseThrow();
  }

  @Test
  void isOrderedWithEveryFieldThatTheKindHas() {
    Said said =
        desk.call(order("line", "<labels><label name=\"line\">7</label></labels>" + Messages.WHOLE))
            .ok();

    Resource now = stored("line");
    assertThat(said.at("order/id")).isEqualTo(now.uid());
    assertThat(said.at("order/revision")).isEqualTo("" + now.revision());
    assertThat(said.at("order/generation")).isEqualTo("1");
    assertThat(said.at("order/state")).isEqualTo("ACCEPTED");
    assertThat(now.labels()).containsOnly(java.util.Map.entry("line", "7"));
    JsonNode expected =
        Json.read(
            """
            {"description": "Reads <all> & more",
             "policies": {"maxGramsPerHour": 50, "maxPricePerHour": 0.50, "priority": 900},
             "components": [{
               "name": "feed", "runtime": "process",
               "artifacts": [{"path": "feed.sh", "executable": true, "digest": "DIGEST"}],
               "command": ["sh", " feed.sh "],
               "env": {"MACHINE": "mill-7", "X": ""},
               "replicas": 2,
               "requires": {
                 "cpu": 0.05, "memory": "16Mi", "storage": "1G",
                 "accelerators": {"nvidia-h200": 1},
                 "jurisdictions": ["DE"], "certifications": ["C5"], "privacy": "internal",
                 "latency": {"to": {"latitude": 53.87, "longitude": -10.69}, "maxMillis": 20},
                 "provider": "own", "sites": ["a", "b"], "simulated": false,
                 "hosts": ["a.rack"]},
               "ports": [{"name": "http", "expose": true, "number": 8080}],
               "links": [{"to": "feed", "port": "http", "env": "SELF_URL"}],
               "ready": {"port": "http", "path": "/health"},
               "graceSeconds": 5}]}
            """
                .replace("DIGEST", Messages.DIGEST));
    assertThat(now.spec()).isEqualTo(Doc.of(expected));
  }

  @Test
  void whatWasDescribedCanBeOrderedAgainAsItStands() {
    desk.call(order("line", Messages.WHOLE)).ok();
    Said described = desk.call(describe("line")).ok();
    String application = Xml.text(described.message(), "application");
    desk.call(order("twin", application)).ok();
    assertThat(stored("twin").spec()).isEqualTo(stored("line").spec());
  }

  @Test
  void thePlanSaysWhatWouldBeDoneAndDoesNothing() {
    long before = desk.revision();
    Said said = desk.call(order("line", Messages.SMALL, "<planOnly>true</planOnly>")).ok();
    assertThat(said.at("order")).isEmpty();
    assertThat(said.at("change/ref")).isEqualTo("Workload/demo/line.feed");
    assertThat(said.at("change/verb")).isEqualTo("CREATE");
    assertThat(said.at("change/where")).isEqualTo("Site/system/here");
    assertThat(said.at("field/after")).isEqualTo("{\"a\":[1,\"<\"]}");
    assertThat(said.at("plan/cost/price[@name='EUR']")).isEqualTo("0.10");
    assertThat(said.at("plan/gramsPerHour")).isEqualTo("12.5");
    assertThat(said.at("why/constraint")).isEqualTo("memory");
    assertThat(said.at("unknown")).isEqualTo("the price of water");
    assertThat(said.at("block")).isEqualTo("nothing fits");
    assertThat(desk.stored("line")).isEmpty();
    assertThat(desk.revision()).isEqualTo(before);
    desk.call(order("line", Messages.SMALL, "<planOnly>0</planOnly>")).ok();
    assertThat(desk.stored("line")).isPresent();
  }

  @Test
  void aSecondOrderOfTheNameIsRefusedAndChangesNothing() {
    desk.call(order("line", Messages.SMALL)).ok();
    Resource before = stored("line");
    desk.call(order("line", Messages.WHOLE)).refused("Client", "PRECONDITION");
    assertThat(stored("line")).isEqualTo(before);
  }

  @Test
  void isChangedAtTheRevisionThatWasReadAndNoOther() {
    String first = desk.call(order("line", Messages.SMALL)).ok().at("order/revision");
    Said changed = desk.call(change("line", first, Messages.WHOLE)).ok();
    assertThat(changed.at("order/generation")).isEqualTo("2");
    Resource now = stored("line");
    desk.call(change("line", first, Messages.SMALL)).refused("Client", "PRECONDITION");
    desk.call(change("nothing", "1", Messages.SMALL)).refused("Client", "PRECONDITION");
    assertThat(stored("line")).isEqualTo(now);
    assertThat(desk.stored("nothing")).isEmpty();
  }

  @Test
  void isCancelledOnceHoweverOftenItIsSaid() {
    String id = desk.call(order("line", Messages.SMALL)).ok().at("order/id");
    Said said = desk.call(cancel("line", id)).ok();
    assertThat(said.at("CancelApplicationResponse/id")).isEqualTo(id);
    assertThat(said.at("state")).isEqualTo("CANCELLED");
    assertThat(desk.stored("line")).isEmpty();
    assertThat(desk.call(cancel("line", id)).ok().at("state")).isEqualTo("CANCELLED");

    desk.call(order("line", Messages.SMALL)).ok();
    desk.call(cancel("line", id)).refused("Client", "PRECONDITION");
    assertThat(desk.stored("line")).isPresent();
  }

  @Test
  void saysThatItIsBeingCancelledWhileControllersCleanUp() {
    String id = desk.call(order("line", Messages.SMALL)).ok().at("order/id");
    desk.submit(new Change.Finalizer(Desk.ref("line"), "test", true));
    assertThat(desk.call(cancel("line", id)).ok().at("state")).isEqualTo("CANCELLING");
    assertThat(desk.call(cancel("line", id)).ok().at("state")).isEqualTo("CANCELLING");
    assertThat(desk.call(describe("line")).ok().at("order/state")).isEqualTo("CANCELLING");
  }

  @Test
  void isDescribedWithItsConditionsInstancesAddressesAndCost() {
    desk.call(order("line", Messages.SMALL)).ok();
    desk.status(
        "line",
        Condition.no("Ready", "Waiting", "0 of 1 components\u0000 are ready", SINCE),
        "{\"generation\": 1}");
    desk.planner.deployed =
        Doc.parse(
            """
            {"addresses": {"feed/http": "http://127.0.0.1:20000"},
             "components": [
               {"component": "feed", "wanted": 2, "ready": 1, "cost": {"EUR": 0.1},
                "gramsPerHour": 3.5},
               {"component": "page", "wanted": 1, "ready": 0, "cost": {"EUR": 0.2, "USD": 1}}],
             "replicas": [
               {"component": "feed", "instance": "line.feed.0", "site": "here", "host": "h",
                "state": "Running", "since": "2026-11-28T10:00:00Z", "restarts": 1,
                "why": "the cheapest"},
               {"component": "feed", "instance": "line.feed.1", "site": "here", "host": "h",
                "state": "Placed", "restarts": 0, "why": "the only one"}]}
            """);

    Said said = desk.call(describe("line")).ok();
    assertThat(said.at("order/state")).isEqualTo("NOT_READY");
    assertThat(said.at("application/components/component/name")).isEqualTo("feed");
    assertThat(said.at("condition[*='Ready']/reason")).isEqualTo("Waiting");
    assertThat(said.at("condition[*='Ready']/message")).contains("components\uFFFD are");
    assertThat(said.at("condition[*='Ready']/since")).isEqualTo(SINCE.toString());
    assertThat(said.all("instance/name")).containsExactly("line.feed.0", "line.feed.1");
    assertThat(said.at("instance/since")).isEqualTo("2026-11-28T10:00:00Z");
    assertThat(said.at("instance/why")).isEqualTo("the cheapest");
    assertThat(said.at("component/ready")).isEqualTo("1");
    assertThat(said.at("component/gramsPerHour")).isEqualTo("3.5");
    assertThat(said.at("address")).isEqualTo("http://127.0.0.1:20000");
    assertThat(said.at("DescribeApplicationResponse/cost/price[@name='EUR']")).isEqualTo("0.3");
    assertThat(said.at("DescribeApplicationResponse/cost/price[@name='USD']")).isEqualTo("1");
  }

  @Test
  void whatRunsIsNotLeftOutWhenItIsNotKnown() {
    desk.call(order("line", Messages.SMALL)).ok();
    desk.planner.absent = true;
    desk.call(describe("line")).refused("Server", "UNAVAILABLE");
  }

  @Test
  void itsStateIsThatOfTheNewestGeneration() {
    String revision = desk.call(order("line", Messages.SMALL)).ok().at("order/revision");
    desk.status("line", Condition.yes("Ready", "Ready", "1 of 1", SINCE), "{\"generation\": 1}");
    Said ready = desk.call(describe("line")).ok();
    assertThat(ready.at("order/state")).isEqualTo("READY");
    assertThat(ready.at("order/revision")).isNotEqualTo(revision);
    desk.call(change("line", ready.at("order/revision"), Messages.WHOLE)).ok();
    assertThat(desk.call(describe("line")).ok().at("order/state")).isEqualTo("ACCEPTED");
    desk.status(
        "line", Condition.unknown("Ready", "NoAnswer", "lost", SINCE), "{\"generation\": 2}");
    assertThat(desk.call(describe("line")).ok().at("order/state")).isEqualTo("UNKNOWN");
  }

  @Test
  void areListedPageByPage() {
    for (String name : List.of("c", "a", "b")) {
      desk.call(order(name, Messages.SMALL)).ok();
    }
    String list = "<ListApplications" + Messages.NS + "><limit>2</limit></ListApplications>";
    Said first = desk.call(list).ok();
    assertThat(first.all("order/name")).containsExactly("a", "b");
    assertThat(first.at("next")).isEqualTo("demo/b");
    Said second =
        desk.call(list.replace("<limit>", "<tenant>demo</tenant><after>demo/b</after><limit>"))
            .ok();
    assertThat(second.all("order/name")).containsExactly("c");
    assertThat(second.at("next")).isEmpty();
    assertThat(desk.call("eve@other", list).ok().all("order/name")).isEmpty();
  }

  @Test
  void theAuditTrailNamesTheDoorAndTheRequest() {
    desk.call(order("line", Messages.SMALL)).ok();
    String id = stored("line").uid();
    desk.call(cancel("line", id)).ok();
    List<Entry> written =
        desk.state.entries(Store.Query.all(Entry.AUDIT, 0, 1000)).entries().stream()
            .map(Store.Numbered::entry)
            .filter(e -> e.isAbout(Desk.ref("line")))
            .toList();
    assertThat(written).hasSizeGreaterThanOrEqualTo(2);
    assertThat(written)
        .allSatisfy(
            e -> {
              assertThat(e.cause()).isEqualTo("soap:r1");
              assertThat(e.actor()).isEqualTo("user:bob@demo");
              assertThat(e.body().tree().path("door").asText()).isEqualTo("soap");
            });
  }
}
