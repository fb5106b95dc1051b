package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.hansa.core.console.Imports;
import org.hansa.core.console.Yaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents in other formats, as whoever has them sends them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImportDoorTest {

  private static final String PATH = "/api/v1/imports/list";

  private TestDoor door;

  /** A list of sizes, of which the last counts. */
  private static final class Sizes implements Importer {

    @Override
    public String format() {
      return "list";
    }

    @Override
    public String about() {
      return "A list of sizes";
    }

    @Override
    public Imported read(JsonNode document, Wanted wanted) {
      JsonNode size = document.path(document.size() - 1);
      Doc spec = Doc.of(JsonNodeFactory.instance.objectNode().set("size", size));
      Ref ref = new Ref("Application", wanted.tenant(), wanted.name().orElse("sized"));
      Map<String, String> labels = wanted.variables();
      return new Imported(
          new Draft(ref, labels, Optional.empty(), Set.of(), spec),
          List.of(new Imported.Note("[0]", document.path(0).asText(), false, "why", "Cure.")));
    }
  }

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    door.importers.add(new Sizes());
  }

  @AfterAll
  void close() {
    door.close();
  }

  private Answer post(String path, String type, String body, String... headers) {
    return door.send(
        Asked.of("POST", path).with(headers).by(TestDoor.BOB).or("Content-Type", type).body(body));
  }

  @Test
  void theDocumentItselfIsTheBody() {
    Answer answer = post(PATH + "?name=shop&tenant=demo", "text/plain", "- &a 1.50\n- *a\n");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .isEqualTo(
            "{\"application\":{\"kind\":\"Application\",\"name\":\"shop\",\"spec\":{\"size\":1.50},"
                + "\"tenant\":\"demo\"},\"format\":\"list\",\"notUnderstood\":[{\"cure\":\"Cure.\","
                + "\"inPart\":false,\"path\":\"[0]\",\"value\":\"1.50\",\"why\":\"why\"}]}");
    assertThat(door.get("/api/v1/applications/demo/shop").status()).isEqualTo(404);
  }

  @Test
  void orATextAmongWhatElseIsSaid() {
    Answer answer =
        post(
            PATH,
            "application/yaml",
            "text: |\n  - 1\n  - 2\nenv: {TAG: '7'}\n",
            "Accept",
            "application/yaml");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    JsonNode read = Yaml.read(answer.body()).get(0).get("application");
    assertThat(read.get("tenant").asText()).isEqualTo("demo");
    assertThat(read.at("/labels/TAG").asText()).isEqualTo("7");
    assertThat(read.at("/spec/size").asInt()).isEqualTo(2);
  }

  @Test
  void whatItCameToIsAppliedAsItIs() {
    JsonNode application = post(PATH, "text/plain", "[3]").tree().get("application");

    Answer made = door.json("PUT", "/api/v1/applications/demo/sized", application.toString());
    assertThat(made.status()).as(made.body()).isEqualTo(201);
  }

  @Test
  void theFormatsAreListed() {
    assertThat(door.get("/api/v1/imports").body())
        .isEqualTo("{\"items\":[{\"about\":\"A list of sizes\",\"format\":\"list\"}]}");
    assertThat(door.get("/api/v1/openapi.json").tree().at("/paths").has("/api/v1/imports/{format}"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain       | [1          | 400 | not valid YAML at line",
        "text/plain       | a: 1\\na: 2 | 400 | at line 2, column 1: the key 'a' is there twice",
        "text/plain       | ``          | 400 | the document is empty",
        "text/plain       | 1\\n---\\n2 | 400 | there are several documents",
        "text/plain;charset=latin1 | 1  | 415 | another encoding than UTF-8",
        "application/json | {\"text\": 1} | 422 | /text is no document",
        "application/json | {\"services\": {}} | 422 | /text is no document",
        "application/json | {\"text\": \"1\", \"nam\": \"x\"} | 422 | field '/nam' is not known here",
        "application/json | {\"text\": \"1\", \"name\": 1} | 422 | /name '1' is not a text",
        "application/json | {\"text\": \"1\", \"env\": {\"A\": 1}} | 422 | the value of 'A' is not a text",
        "application/json | {\"text\": \"1\", \"name\": null} | 422 | /name 'null' is not a text",
        "application/json | {\"text\": \"1\", \"env\": null} | 422 | /env is no object",
        "application/json | {\"text\": \"1\", \"env\": []} | 422 | /env is no object",
        "application/json | {\"text\": \"1\", \"name\": \"No Name\"} | 422 | name 'No Name' is not",
        "application/octet-stream | 1   | 415 | is not read here"
      })
  void whatIsWrongIsSaid(String type, String body, int status, String says) {
    Answer answer = post(PATH, type.strip(), body.replace("\\n", "\n"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.tree().get("detail").asText()).contains(says);
  }

  @Test
  void theFormatIsOneThatIsThere() {
    Answer answer = post("/api/v1/imports/lost", "text/plain", "1");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.tree().get("cure").asText())
        .isEqualTo("Maybe 'list' was meant. There are list.");
    assertThat(post(PATH + "?nmae=x", "text/plain", "1").body()).contains("Maybe 'name' was meant");
    assertThat(
            door.send(Asked.of("POST", PATH).with("Content-Type", "text/plain").body("1")).status())
        .isEqualTo(401);
  }

  @Test
  void whatIsTooLongIsNotRead() {
    String long1 = "[" + "1,".repeat(Imports.MAX_BYTES / 2) + "1]";
    assertThat(post(PATH, "text/plain", long1).status()).isEqualTo(413);
    assertThat(post(PATH, "text/plain", "[" + "[".repeat(100) + "]".repeat(101)).status())
        .isEqualTo(413);
  }
}
