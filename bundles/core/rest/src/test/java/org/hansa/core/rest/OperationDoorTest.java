package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationDoorTest {

  private static final String PAINT = "/api/v1/applications/demo/keys/operations/paint";

  @TempDir Path folder;
  private TestDoor door;

  /** Nobody has it done here. */
  private static final class Paint implements Action {

    record Arguments(
        @About(
                value = "In which",
                oneOf = {"red", "blue"})
            Optional<String> colour) {}

    @Override
    public String kind() {
      return "Application";
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
    public Doc perform(Resource subject, Doc arguments, Run run) {
      return Doc.EMPTY;
    }
  }

  @BeforeEach
  void open() {
    door = new TestDoor(folder);
    door.real.addAction(new Paint());
    door.put(Ref.parse("Application/demo/keys"), Doc.EMPTY);
  }

  @AfterEach
  void close() {
    door.close();
  }

  private Answer begin(String path, String body) {
    return door.json("POST", path, body);
  }

  @Test
  void isAskedForAndSaysWhereToLook() {
    Answer begun = begin(PAINT, "{\"colour\":\"red\"}");
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begun.at("/kind")).isEqualTo("Operation");
    assertThat(begun.at("/status/by")).isEqualTo("user:ada");
    assertThat(begun.at("/status/phase")).isEqualTo("WAITING");
    String place = begun.header("location");
    assertThat(place).startsWith("/api/v1/operations/demo/keys.paint-");
    Answer read = door.get(place);
    assertThat(read.at("/spec/arguments/colour")).isEqualTo("red");
    assertThat(read.at("/uid")).isEqualTo(begun.at("/uid"));
  }

  @Test
  void nothingNeedBeSaid() {
    Answer begun = door.send(Asked.of("POST", PAINT).by(TestDoor.ADA));
    assertThat(begun.status()).isEqualTo(202);
    assertThat(begin(PAINT, "{}").status()).isEqualTo(202);
  }

  @Test
  void underOneKeyItIsOne() {
    Answer begun = begin(PAINT + "?key=monday", "{}");
    Answer again = begin(PAINT + "?key=monday", "{}");
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.at("/uid")).isEqualTo(begun.at("/uid"));
    assertThat(again.header("location")).isEqualTo("/api/v1/operations/demo/monday");
    assertThat(begin(PAINT + "?key=monday", "{\"colour\":\"red\"}").status()).isEqualTo(409);
  }

  @Test
  void whatDoesNotFitIsRefusedAndNothingIsStored() {
    assertThat(begin(PAINT, "{\"colour\":\"green\"}").status()).isEqualTo(422);
    assertThat(begin(PAINT, "[]").status()).isEqualTo(422);
    assertThat(begin(PAINT, "{").status()).isEqualTo(400);
    assertThat(begin(PAINT + "?key=No!", "{}").status()).isEqualTo(422);
    assertThat(begin(PAINT + "?keys=a", "{}").status()).isEqualTo(422);
    Answer verb = begin(PAINT.replace("paint", "pant"), "{}");
    assertThat(verb.status()).isEqualTo(422);
    assertThat(verb.body()).contains("maybe 'paint' was meant");
    assertThat(begin(PAINT.replace("keys", "none"), "{}").status()).isEqualTo(404);
    assertThat(begin("/api/v1/tenants/system/demo/operations/paint", "{}").status()).isEqualTo(422);
    assertThat(door.get("/api/v1/operations").tree().path("items")).isEmpty();
  }

  @Test
  void whoMayNotDoItMayNotHaveItDone() {
    assertThat(door.send(Asked.of("POST", PAINT).by(TestDoor.ADA)).status()).isEqualTo(202);
    for (String other : new String[] {TestDoor.BOB, TestDoor.UMA, TestDoor.OLAF, TestDoor.EVE}) {
      assertThat(door.send(Asked.of("POST", PAINT).by(other)).status()).isIn(403, 404);
    }
    assertThat(door.send(Asked.of("POST", PAINT).by("")).status()).isEqualTo(401);
  }

  @Test
  void kindsAndTheDescriptionSayWhatThereIs() {
    assertThat(door.get("/api/v1/kinds").body()).contains("\"verb\":\"paint\"");
    Answer described = door.get("/api/v1/openapi.json");
    String at = "/paths/~1api~1v1~1applications~1{tenant}~1{name}~1operations~1paint/post";
    assertThat(described.at(at + "/summary")).isEqualTo("Paints it");
    assertThat(described.at(at + "/operationId")).isEqualTo("paintApplication");
    assertThat(
            described.at(
                at + "/requestBody/content/application~1json/schema/properties/colour/enum/0"))
        .isEqualTo("red");
  }
}
