package org.hansa.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  private static final String VALUES = "/accounts/demo/ada/values";

  @TempDir Path home;
  private StandIn server;
  private Desk desk;
  private Path file;

  @BeforeEach
  void start() throws IOException {
    server = StandIn.start().json("PUT " + VALUES, 204, "");
    desk = new Desk(home);
    file = home.resolve(".config/hansa/contexts.json");
  }

  @AfterEach
  void end() {
    server.close();
  }

  private JsonNode context(String name) throws IOException {
    return Json.read(Files.readString(file)).at("/contexts/" + name);
  }

  @Test
  void keepsATokenOfThisPlaceAndNotThePassword() throws IOException {
    Desk.Said said =
        desk.typing(80, "ada@demo", "geheimes wort").run("login", server.url(), "--context", "x");

    assertThat(said.err()).isEmpty();
    assertThat(said.out())
        .isEqualTo("Logged in to " + server.url() + " as ada@demo; the context is x.\n");
    StandIn.Asked set = server.asked("PUT", VALUES).get(0);
    String basic =
        Base64.getEncoder()
            .encodeToString("ada@demo:geheimes wort".getBytes(StandardCharsets.UTF_8));
    assertThat(set.authorization()).isEqualTo("Basic " + basic);
    JsonNode kept = context("x");
    assertThat(kept.path("token").asText()).matches("[0-9a-f]{64}");
    assertThat(kept.path("key").asText()).matches("token\\.mill-7-example-[0-9a-f]{8}");
    assertThat(Json.read(set.body()).path(kept.path("key").asText())).isEqualTo(kept.get("token"));
    assertThat(Files.readString(file)).doesNotContain("geheim");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");

    server.json("GET /sites", "{\"items\": []}");
    assertThat(desk.run("get", "site").code()).isZero();
    assertThat(server.asked("GET", "/sites").get(0).authorization())
        .isEqualTo("Bearer " + kept.path("token").asText());
  }

  @Test
  void aProgramGivesThePasswordByItsInput() throws IOException {
    assertThat(desk.piping("").run("login", server.url(), "--user", "ada@demo").err())
        .contains("--password-stdin");
    Desk.Said said =
        desk.piping("geheim\n")
            .run("login", server.url(), "--user", "ada@demo", "--password-stdin", "--json");
    assertThat(Json.read(said.out()).path("context").asText()).isEqualTo("127.0.0.1");
    assertThat(said.out()).doesNotContain(context("127.0.0.1").path("token").asText());
  }

  @Test
  void aRefusedLoginKeepsNothing() {
    server.problem("GET /me", 401, "the password is not right", "Check it.");
    Desk.Said said = desk.typing(80, "wrong").run("login", server.url(), "-u", "ada@demo");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).isEqualTo("hansa: the password is not right. Check it.\n");
    assertThat(file).doesNotExist();
    assertThat(server.asked("PUT", VALUES)).isEmpty();
  }

  @Test
  void aTokenThatCannotBeKeptIsTakenAway() throws IOException {
    Files.writeString(home.resolve(".config"), "in the way");
    assertThat(desk.typing(80, "geheim").run("login", server.url(), "-u", "ada@demo").code())
        .isEqualTo(1);
    assertThat(server.asked("PUT", VALUES)).hasSize(2);
    assertThat(server.asked("PUT", VALUES).get(1).body()).contains("\"\"");
  }

  @Test
  void anotherLoginOfTheSameContextTakesTheFormerTokenAway() throws IOException {
    desk.typing(80, "geheim", "geheim").run("login", server.url(), "-u", "ada@demo");
    JsonNode former = context("127.0.0.1");
    desk.run("login", server.url(), "-u", "ada@demo");
    StandIn.Asked last = server.asked("PUT", VALUES).get(2);
    assertThat(last.authorization()).isEqualTo("Bearer " + former.path("token").asText());
    assertThat(Json.read(last.body()).path(former.path("key").asText()).asText()).isEmpty();
  }

  @Test
  void logoutTakesTheTokenAwayThereAndHere() throws IOException {
    desk.typing(80, "geheim", "geheim").run("login", server.url(), "-u", "ada@demo");
    desk.run("login", server.url(), "-u", "ada@demo", "--context", "two");
    assertThat(desk.run("context", "list").out())
        .contains("127.0.0.1", "two", "ada@demo")
        .containsPattern("(?m)^\\S*\\*\\S* +two");
    assertThat(desk.run("context", "use", "127.0.0.1").code()).isZero();
    String token = context("127.0.0.1").path("token").asText();

    assertThat(desk.run("logout").out()).isEqualTo("Logged out of 127.0.0.1.\n");
    assertThat(server.asked("PUT", VALUES).get(2).authorization()).isEqualTo("Bearer " + token);
    assertThat(Files.readString(file)).doesNotContain(token);
    assertThat(desk.run("get", "site").err()).contains("you are not logged in");
    assertThat(desk.run("get", "site", "--context", "three").err())
        .contains("no context 'three'", "There are two.");
    assertThat(desk.run("context", "delete", "two").code()).isZero();
    assertThat(desk.run("context", "list").out()).startsWith("None.");
  }

  @Test
  void whatCannotBeTakenAwayIsKeptUnlessItIsForgotten() {
    desk.typing(80, "geheim").run("login", server.url(), "-u", "ada@demo");
    server.close();
    assertThat(desk.run("logout").err()).contains("could not be taken away", "--forget");
    assertThat(desk.run("context", "list").out()).contains("ada@demo");
    assertThat(desk.run("logout", "--forget").code()).isZero();
    assertThat(desk.run("context", "list").out()).startsWith("None.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
  void aFileThatOthersReadIsNotUsed(String mode) throws IOException {
    desk.typing(80, "geheim").run("login", server.url(), "-u", "ada@demo");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    Desk.Said said = desk.run("get", "site");
    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("others may read", "chmod 600").hasLineCount(1);
    assertThat(server.asked("GET", "/sites")).isEmpty();
  }

  @Test
  void aDamagedFileIsNotShown() throws IOException {
    desk.typing(80, "geheim").run("login", server.url(), "-u", "ada@demo");
    String token = context("127.0.0.1").path("token").asText();
    Files.writeString(file, "{\"contexts\": " + token);
    assertThat(desk.run("get", "site").err())
        .contains("is not as it was written here")
        .doesNotContain(token);
  }

  @Test
  void programsSayWhereAndAsWhom() {
    assertThat(desk.with("HANSA_URL", server.url()).run("get", "site").err())
        .contains("HANSA_TOKEN is not");
    server.json("GET /sites", "{\"items\": []}");
    assertThat(desk.with("HANSA_TOKEN", "t").run("get", "site").out()).isEqualTo("None.\n");
    assertThat(desk.with("HANSA_URL", "http://example.org").run("get", "site").err())
        .contains("could read the password");
  }
}
