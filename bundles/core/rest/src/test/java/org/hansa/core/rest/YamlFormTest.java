package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.hansa.core.console.Yaml;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same in YAML as in JSON, in and out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class YamlFormTest {

  private static final String APPS = "/api/v1/applications";
  private static final String SHOP = APPS + "/demo/shop";

  private TestDoor door;

  @BeforeAll
  void open(@TempDir Path folder) {
    door = new TestDoor(folder.resolve("state"));
    door.json("PUT", SHOP, "{\"labels\":{\"on\":\"no\"},\"spec\":{\"size\":1.50}}");
  }

  @AfterAll
  void close() {
    door.close();
  }

  private Answer yaml(String method, String path, String body, String... headers) {
    return door.send(
        Asked.of(method, path)
            .with(headers)
            .by(TestDoor.ADA)
            .or("Content-Type", Forms.YAML)
            .or("Accept", Forms.YAML)
            .body(body));
  }

  private static JsonNode read(Answer answer) {
    assertThat(answer.header("content-type")).isEqualTo(Forms.YAML);
    return Yaml.read(answer.body()).get(0);
  }

  @Test
  void aResourceIsWrittenReadAndChanged() {
    String path = APPS + "/demo/in-yaml";
    Answer made =
        yaml("PUT", path, "# of the shop\nspec:\n  size: 2.50\n  note: |\n    two\n    lines\n");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("location")).isEqualTo(path);
    assertThat(made.header("etag")).isEqualTo("\"" + read(made).get("revision") + "\"");
    assertThat(door.get(path).body()).contains("\"note\":\"two\\nlines\\n\",\"size\":2.50");
    assertThat(read(door.get(path, "Accept", Forms.YAML))).isEqualTo(door.get(path).tree());

    Answer patched = yaml("PATCH", path, "spec: {size: null}");
    assertThat(patched.status()).as(patched.body()).isEqualTo(200);
    assertThat(read(patched).get("spec")).hasToString("{\"note\":\"two\\nlines\\n\"}");
    assertThat(door.call("DELETE", path, "Accept", Forms.YAML).status()).isEqualTo(204);
  }

  @Test
  void whatWasReadCanBeSentBack() {
    Answer read = door.get(SHOP, "Accept", Forms.YAML);
    assertThat(read.body()).contains("\"on\": \"no\"", "size: 1.50");
    Answer same = yaml("PUT", SHOP, read.body(), "If-Match", read.header("etag"));
    assertThat(same.status()).isEqualTo(200);
    assertThat(same.header("etag")).isEqualTo(read.header("etag"));
    assertThat(same.body()).isEqualTo(read.body());
  }

  @Test
  void transactionsListsAndTheDescriptionToo() {
    Answer done = yaml("POST", "/api/v1/transactions", "changes: [{put: " + document() + "}]");
    assertThat(done.status()).isEqualTo(200);
    assertThat(read(done).at("/items/0/ref").asText()).isEqualTo("Application/demo/shop");
    Answer list = door.get(APPS, "Accept", Forms.YAML);
    assertThat(read(list)).isEqualTo(door.get(APPS).tree());
    assertThat(door.get("/api/v1/openapi.json", "Accept", Forms.YAML).body())
        .contains("\nopenapi: \"3.1.0\"\n");
  }

  private static String document() {
    return "{kind: Application, tenant: demo, name: shop, labels: {\"on\": \"no\"},"
        + " spec: {size: 1.50}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          application/yaml                             | application/yaml
          Application/YAML;charset=utf-8               | application/yaml
          application/yaml, */*;q=0.1                  | application/yaml
          application/json;q=0.5, application/yaml     | application/yaml
          application/json;q=0, */*                    | application/yaml
          text/html, application/yaml;q=0.9, */*;q=0.8 | application/yaml
          application/yaml, application/json           | application/json
          application/yaml;q=0.5, application/json     | application/json
          application/yaml;q=0.5, application/*;q=0.6  | application/json
          application/*                                | application/json
          */*                                          | application/json
          text/yaml, */*;q=0.1                         | application/json
          """)
  void whatIsRatherWantedIsSent(String accept, String type) {
    for (String path : new String[] {SHOP, APPS, "/api/v1/me", "/health/live"}) {
      Answer answer = door.get(path, "Accept", accept);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.header("content-type")).as(path).isEqualTo(type);
    }
  }

  @Test
  void headSaysTheTypeThatGetHas() {
    Answer head = door.call("HEAD", SHOP, "Accept", Forms.YAML);
    assertThat(head.header("content-type")).isEqualTo(Forms.YAML);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void whatIsNotJsonStaysAsItIs() {
    Answer put =
        door.send(
            Asked.of("POST", "/api/v1/blobs")
                .with("Content-Type", "application/octet-stream", "Accept", Forms.YAML)
                .by(TestDoor.ADA)
                .body("{\"a\": 1}"));
    assertThat(put.status()).as(put.body()).isEqualTo(201);
    String digest = read(put).get("digest").asText();
    Answer got =
        door.get("/api/v1/blobs/" + digest, "Accept", "application/yaml, application/octet-stream");
    assertThat(got.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(got.body()).isEqualTo("{\"a\": 1}");
  }

  /** The standard names no type for them in YAML, and who reads YAML reads JSON. */
  @Test
  void problemsAreJson() {
    Answer refused = yaml("PUT", SHOP, "spec: {size: -1}");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
    assertThat(refused.at("/errors/0/pointer")).isEqualTo("/spec/size");
    assertThat(Yaml.read(refused.body())).containsExactly(refused.tree());
  }
}
