package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.gate.House.ADA;
import static org.hansa.core.gate.House.ADMIN;
import static org.hansa.core.gate.House.SYSTEM;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PutTest {

  private static final Ref SHOP = Ref.parse("Application/demo/shop");

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

  @Test
  void theSameAgainWritesNothing() {
    long first = house.as(ADA, House.app("shop")).revision();
    int lines = house.entries(Entry.AUDIT).size();
    assertThat(house.as(ADA, House.app("shop")).revision()).isEqualTo(first);
    assertThat(house.entries(Entry.AUDIT)).hasSize(lines);
    assertThat(house.get(SHOP).generation()).isEqualTo(1);
  }

  private record Options(Optional<Integer> firstPort, String address) {}

  @Test
  void anEndpointsOptionsAreCheckedByItsDriverWhileThatIsInstalled() {
    Driver driver =
        new Driver() {
          @Override
          public String id() {
            return "sample";
          }

          @Override
          public String version() {
            return "1";
          }

          @Override
          public Class<? extends Record> options() {
            return Options.class;
          }

          @Override
          public boolean local() {
            return true;
          }

          @Override
          public Session open(Opening opening) {
            throw new IllegalStateException("the gate opens nothing");
          }
        };
    String wrong =
        "{\"driver\":\"sample\",\"site\":\"s\",\"options\":{\"fistPort\":1,\"address\":\"a\"}}";
    house.gate.addDriver(driver);
    Problem problem = house.refused(ADMIN, House.put("Endpoint/system/e", wrong));
    Problem local = house.refused(ADMIN, House.put("Endpoint/demo/e", wrong));
    assertThat(local.line()).contains("/spec/driver").contains("of tenant system alone");
    assertThat(problem.line()).contains("/spec/options/fistPort").contains("'firstPort'");
    assertThat(
            house
                .refused(
                    ADMIN, House.put("Endpoint/system/e", "{\"driver\":\"sample\",\"site\":\"s\"}"))
                .line())
        .contains("/spec/options/address");
    house.as(ADMIN, House.put("Endpoint/system/e", wrong.replace("fistPort", "firstPort")));
    house.gate.removeDriver(driver);
    house.as(ADMIN, House.put("Endpoint/system/later", wrong));
  }

  @Test
  void namesEveryMistakeWithPointerValueAndWhatWasMeant() {
    Problem problem =
        house.refused(
            ADA,
            House.put(
                SHOP.toString(),
                "{\"components\":[{\"nmae\":\"web\",\"runtime\":\"proces\",\"replicas\":\"3\","
                    + "\"ports\":[{\"name\":\"UPPER\"}],\"requires\":{\"cpu\":-1}}],"
                    + "\"desciption\":\"x\"}"));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.INVALID);
    Map<String, String> found = new java.util.HashMap<>();
    problem.details().forEach(d -> found.put(d.where(), d.message()));
    assertThat(found)
        .containsKey("/spec/components/0/name")
        .hasEntrySatisfying("/spec/components/0/nmae", m -> assertThat(m).contains("'name'"))
        .hasEntrySatisfying("/spec/components/0/runtime", m -> assertThat(m).contains("'process'"))
        .hasEntrySatisfying(
            "/spec/components/0/replicas", m -> assertThat(m).contains("'3'", "whole"))
        .hasEntrySatisfying(
            "/spec/components/0/ports/0/name", m -> assertThat(m).contains("'UPPER'"))
        .hasEntrySatisfying(
            "/spec/components/0/requires/cpu", m -> assertThat(m).contains("-1", "0"))
        .hasEntrySatisfying("/spec/desciption", m -> assertThat(m).contains("'description'"))
        .hasSize(7);
    assertThat(house.has(SHOP)).isFalse();
  }

  @Test
  void namesTheNearestKind() {
    Problem problem = house.refused(ADMIN, House.put("Aplication/demo/shop", "{}"));
    assertThat(problem.line()).contains("'Aplication'", "Maybe 'Application'");
  }

  @Test
  void refusesAStaleWriter() {
    house.as(ADA, House.app("shop"));
    Draft changed = Draft.of(SHOP, Doc.parse("{\"description\":\"other\"}"));
    long revision = house.get(SHOP).revision();
    assertThat(house.refused(ADA, new Change.Put(changed, Optional.of(revision - 1))).reason())
        .isEqualTo(Problem.Reason.PRECONDITION);
    assertThat(house.refused(ADA, new Change.Put(changed, Optional.of(0L))).getMessage())
        .contains("exists already");
    house.as(ADA, new Change.Put(changed, Optional.of(revision)));
    assertThat(house.get(SHOP).generation()).isEqualTo(2);
    Draft absent = Draft.of(Ref.parse("Application/demo/none"), Doc.EMPTY);
    assertThat(house.refused(ADA, new Change.Put(absent, Optional.of(7L))).getMessage())
        .contains("is gone");
  }

  @Test
  void usersWriteNeitherWhatComponentsWriteNorWhatIsOwned() {
    house.as(ADA, House.app("shop"));
    assertThat(house.refused(ADMIN, House.workload("w", "shop")).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    house.as(SYSTEM, House.owned("Secret/demo/s", SHOP.toString(), "{}"));
    Problem problem = house.refused(ADA, House.put("Secret/demo/s", "{\"description\":\"mine\"}"));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(problem.line()).contains(SHOP.toString());
    Draft owner =
        new Draft(Ref.parse("Secret/demo/t"), Map.of(), Optional.of(SHOP), Set.of(), Doc.EMPTY);
    assertThat(house.refused(ADA, Change.Put.of(owner)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    Draft finalizer = Draft.of(Ref.parse("Secret/demo/t"), Doc.EMPTY).withFinalizer("x");
    assertThat(house.refused(ADA, Change.Put.of(finalizer)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
  }

  @Test
  void nothingIsMadeForAnOwnerThatGoesOrIsAbsent() {
    assertThat(house.refused(SYSTEM, House.workload("w", "none")).reason())
        .isEqualTo(Problem.Reason.CONFLICT);
    house.as(ADA, House.app("shop"));
    house.as(SYSTEM, new Change.Finalizer(SHOP, "keeper", true));
    house.as(ADA, Change.Delete.of(SHOP));
    assertThat(house.refused(SYSTEM, House.workload("w", "shop")).getMessage())
        .contains("is being deleted");
    assertThat(house.refused(ADA, House.app("shop")).line()).contains("Wait until it is gone");
  }

  @Test
  void refusesWhatAPlanReliedOnAndNoLongerHolds() {
    house.host("2");
    List<Relied> relied =
        List.of(
            Relied.free(House.HOST, "cpu", new java.math.BigDecimal("3")),
            Relied.is(Ref.parse("Site/system/none"), "/spec/cordoned", ""));
    Request request = new Request(ADA, "test", "", List.of(House.app("shop")), relied);
    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                    Problem.class, () -> house.gate.submit(request))
                .details())
        .hasSize(2);
    assertThat(house.has(SHOP)).isFalse();
  }

  @Test
  void aPlanIsRepeatableAndCommitsNothing() {
    Request request = Request.of(ADA, "test", "", List.of(House.app("shop")));
    Transaction first = house.gate.decide(house.store.snapshot(), request);
    assertThat(house.gate.decide(house.store.snapshot(), request)).isEqualTo(first);
    assertThat(first.puts()).hasSize(1);
    assertThat(house.has(SHOP)).isFalse();
  }

  @Test
  void severalRequestsCommitTogetherOrNotAtAll() {
    Request mine = Request.of(ADA, "test", "", List.of(House.app("shop")));
    Request good = Request.of(SYSTEM, "test", "", List.of(House.workload("w", "shop")));
    Request bad = Request.of(SYSTEM, "test", "", List.of(House.workload("w", "none")));
    Problem problem =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            Problem.class, () -> house.gate.submitAll(List.of(mine, bad)));
    assertThat(problem.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(house.has(SHOP)).isFalse();
    assertThat(house.refusals())
        .singleElement()
        .extracting(Entry::actor)
        .isEqualTo("system:runtime");
    long before = house.store.snapshot().revision();
    house.gate.submitAll(List.of(mine, good));
    assertThat(house.get(SHOP).revision())
        .isEqualTo(house.get(Ref.parse("Workload/demo/w")).revision())
        .isGreaterThan(before);
    assertThat(house.entries(Entry.AUDIT))
        .extracting(Entry::actor)
        .endsWith("user:ada@demo", "system:runtime");
  }

  @Test
  void whatWasDoneToManyIsFoundByEach() {
    house.as(ADA, House.app("shop"), House.app("till"));
    for (String name : List.of("shop", "till")) {
      Ref ref = Ref.parse("Application/demo/" + name);
      Optional<String> uid = Optional.of(house.get(ref).uid());
      Store.Query query =
          new Store.Query(
              Entry.AUDIT, Optional.of(ref), uid, Optional.empty(), Optional.empty(), 0, true, 10);
      assertThat(house.store.entries(query).entries()).as(name).hasSize(1);
    }
  }
}
