package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations as the gate sees them: what may be asked for, by whom, of what. */
class ActionsTest {

  private static final Principal EDGE =
      new Principal("user:edgar", "system", Set.of("cloud-edge-administrator"));
  private static final Ref PAINT = new Ref(Operation.KIND, "system", "p1");

  @TempDir Path folder;
  private House house;

  /** Nobody has it done here. */
  private static final class Paint implements Action {

    record Arguments(
        @About(
                value = "In which",
                oneOf = {"red", "blue"})
            String colour,
        @About(value = "Layers", min = "1", max = "9") Optional<Integer> layers) {}

    @Override
    public String kind() {
      return "Site";
    }

    @Override
    public String verb() {
      return "paint";
    }

    @Override
    public String about() {
      return "Paints it";
    }

    @Override
    public Class<? extends Record> arguments() {
      return Arguments.class;
    }

    @Override
    public List<Needs> needs(Ref subject, Doc arguments) {
      return arguments.as(Arguments.class).layers().isPresent()
          ? List.of(new Needs("write", subject), new Needs("delete", subject))
          : List.of(new Needs("write", subject));
    }

    @Override
    public Doc perform(Resource subject, Doc arguments, Run run) {
      return Doc.EMPTY;
    }
  }

  @BeforeEach
  void open() {
    house = new House(folder);
    house.gate.addAction(new Paint());
    house.as(
        House.OPERATOR,
        House.put("Site/system/paris", "{\"provider\":\"x\",\"jurisdiction\":\"FR\"}"));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Change asked(String name, String arguments) {
    return House.put(
        "Operation/system/" + name,
        "{\"kind\":\"Site\",\"name\":\"paris\",\"verb\":\"paint\",\"arguments\":"
            + arguments
            + "}");
  }

  private static Change paint(String name) {
    return asked(name, "{\"colour\":\"red\"}");
  }

  @Test
  void isAskedForInTheNameOfWhoAsks() {
    house.as(EDGE, paint("p1"));
    Resource operation = house.get(PAINT);
    Operation.Status status = operation.status().as(Operation.Status.class);
    assertThat(status.phase()).isEqualTo(Operation.Phase.WAITING);
    assertThat(status.by()).isEqualTo(EDGE.name());
    assertThat(status.uid()).isEqualTo(house.get(Ref.parse("Site/system/paris")).uid());
    assertThat(house.entries(Entry.AUDIT))
        .anyMatch(e -> e.isAbout(PAINT) && e.actor().equals(EDGE.name()));
  }

  @Test
  void askedAgainByTheSameNameItIsTheSameAndNothingElse() {
    house.as(EDGE, paint("p1"));
    Resource first = house.get(PAINT);
    house.as(EDGE, paint("p1"));
    assertThat(house.get(PAINT)).isEqualTo(first);
    Problem other = house.refused(EDGE, asked("p1", "{\"colour\":\"blue\"}"));
    assertThat(other.reason()).isEqualTo(Problem.Reason.CONFLICT);
    assertThat(house.get(PAINT)).isEqualTo(first);
  }

  @Test
  void whoMayNotDoItMayNotHaveItDone() {
    Problem refused = house.refused(House.ADA, paint("p1"));
    assertThat(refused.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    Problem more = house.refused(EDGE, asked("p1", "{\"colour\":\"red\",\"layers\":2}"));
    assertThat(more.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(more.getMessage()).contains("may not delete Site/system/paris");
    assertThat(house.has(PAINT)).isFalse();
    house.as(House.OPERATOR, asked("p1", "{\"colour\":\"red\",\"layers\":2}"));
    assertThat(house.has(PAINT)).isTrue();
  }

  @Test
  void whoMayNotDoItMayNotEndOrKeepBackAnothers() {
    house.as(House.OPERATOR, asked("p1", "{\"colour\":\"red\",\"layers\":2}"));
    Problem end = house.refused(EDGE, Change.Delete.of(PAINT));
    assertThat(end.reason()).isEqualTo(Problem.Reason.FORBIDDEN);
    assertThat(house.refused(EDGE, new Change.Hold(PAINT, "mine", true)).reason())
        .isEqualTo(Problem.Reason.FORBIDDEN);
    house.as(EDGE, paint("p2"));
    house.as(EDGE, Change.Delete.of(new Ref(Operation.KIND, "system", "p2")));
    house.as(House.OPERATOR, Change.Delete.of(PAINT));
    assertThat(house.has(PAINT)).isFalse();
  }

  @Test
  void whatIsNotThereIsNot() {
    Problem none =
        house.refused(
            EDGE,
            House.put(
                "Operation/system/p1",
                "{\"kind\":\"Site\",\"name\":\"none\",\"verb\":\"paint\","
                    + "\"arguments\":{\"colour\":\"red\"}}"));
    assertThat(none.reason()).isEqualTo(Problem.Reason.NOT_FOUND);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThat(house.refused(EDGE, asked("p1", "{\"colour\":\"green\",\"layers\":0}")).details())
        .extracting(Problem.Detail::where)
        .containsExactlyInAnyOrder("/spec/arguments/colour", "/spec/arguments/layers");
    assertThat(house.refused(EDGE, asked("p1", "{}")).line()).contains("colour");
    Problem verb =
        house.refused(
            EDGE,
            House.put(
                "Operation/system/p1", "{\"kind\":\"Site\",\"name\":\"paris\",\"verb\":\"pant\"}"));
    assertThat(verb.line()).contains("maybe 'paint' was meant");
  }

  @Test
  void aResourceHasFewThatHaveYetToEnd() {
    for (int i = 0; i < Operation.MOST_OPEN; i++) {
      house.as(EDGE, paint("n" + i));
    }
    Problem more = house.refused(EDGE, paint("more"));
    assertThat(more.reason()).isEqualTo(Problem.Reason.EXHAUSTED);
    house.as(House.OPERATOR, Change.Delete.of(new Ref(Operation.KIND, "system", "n0")));
    house.as(EDGE, paint("more"));
    assertThat(house.gate.deeds())
        .extracting(d -> d.kind() + "/" + d.verb())
        .contains("Site/paint");
  }
}
