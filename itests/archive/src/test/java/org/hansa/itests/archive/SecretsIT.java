package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is secret is told at every door, rightly and wrongly, and then looked for in all that the
 * installation has written and said: files of whatever sort, its log, backups, plans, records,
 * answers.
 */
class SecretsIT {

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;

  /** By what it is; each occurs nowhere by itself. */
  private static final Map<String, String> SECRETS = new LinkedHashMap<>();

  /** Not secret: who looks in the right places finds it. */
  private static final String OPEN = "seenf00dcafe";

  private static final StringBuilder SAID = new StringBuilder();

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
    SECRETS.put("the first administrator's token", Distribution.TOKEN);
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static String secret(String what) {
    String value = "hush" + Integer.toHexString(what.hashCode()) + "f00dcafe".repeat(7);
    SECRETS.put(what, value);
    return value;
  }

  private static JsonNode tree(Object value) {
    return Json.tree(value);
  }

  private static int rest(String method, String path, Object body) throws IOException {
    Rest.Answer answer = hansa.rest().send(method, path, tree(body));
    SAID.append(answer.body()).append('\n');
    return answer.status();
  }

  private static void shell(String command) throws IOException {
    SAID.append(hansa.shell("admin", Distribution.TOKEN, command).output()).append('\n');
  }

  @Test
  void whatIsSecretIsWrittenAndSaidNowhere() throws Exception {
    rightly();
    wrongly();
    byTheWorkThatIsDone();
    sessions();
    SECRETS.put(OPEN, OPEN);

    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () ->
                assertThat(hansa.rest().get("/backups").ok().body().toString())
                    .contains("\"name\":\"hush\""));
    List<Path> files = new ArrayList<>(files(hansa.state()));
    files.addAll(files(hansa.home()));
    files.addAll(files(Path.of(System.getProperty("user.home"), ".karaf")));
    assertThat(files).anySatisfy(f -> assertThat(f.toString()).contains("backups/hush"));
    assertThat(files).anySatisfy(f -> assertThat(f.toString()).endsWith(".log"));
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Path file : files) {
      look(found, file.toString(), content(file));
    }
    look(found, "what was said", SAID.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(found.remove(OPEN))
        .anySatisfy(where -> assertThat(where).contains("/backups/hush"))
        .anySatisfy(where -> assertThat(where).endsWith("/hansa.db"))
        .contains("what was said");
    assertThat(found).isEmpty();
    assertThat(SAID).contains("factory-line", "audit", "refused", "under the new root key");
  }

  private static void rightly() throws IOException {
    assertThat(rest("PUT", "/secrets/system/login", spec(Map.of("description", OPEN))))
        .isEqualTo(201);
    Map<String, String> values =
        Map.of("password", secret("a secret's value"), "user", secret("another value of it"));
    assertThat(rest("PUT", "/secrets/system/login/values", values)).isLessThan(300);
    assertThat(rest("PUT", "/secrets/system/login/values", Map.of("password", secret("its next"))))
        .isLessThan(300);
    assertThat(rest("PUT", "/accounts/system/hal", spec(Map.of("roles", List.of("auditor")))))
        .isEqualTo(201);
    String token = secret("an account's token");
    Map<String, String> logins =
        Map.of("password", secret("an account's password"), "token", token, "token.desk", token);
    assertThat(rest("PUT", "/accounts/system/hal/values", logins)).isLessThan(300);
    SAID.append(hansa.rest(token).get("/audit?limit=500").ok().body()).append('\n');
  }

  private static Map<String, ?> spec(Object spec) {
    return Map.of("spec", spec);
  }

  /** Where it does not belong: it must not come back, nor be noted. */
  private static void wrongly() throws Exception {
    rest("PUT", "/secrets/system/wrong", spec(Map.of("password", secret("in a secret's spec"))));
    rest("PUT", "/secrets/system/wrong", spec(Map.of("description", List.of(secret("in a list")))));
    rest("PUT", "/accounts/system/hal/values", Map.of("pasword", secret("under a wrong key")));
    rest("PUT", "/accounts/system/hal", spec(Map.of("password", secret("in an account's spec"))));
    rest("PUT", "/secrets/system/none/values", Map.of("password", secret("of what is not there")));
    rest("PUT", "/secrets/system/login/values", Map.of("p", List.of(secret("in a list of it"))));
    raw(
        "PUT",
        "/secrets/system/login/values",
        "{\"p\": \"" + secret("in what is no JSON"),
        admin());
    raw("GET", "/sites", "", "Bearer " + secret("a token that is none"));
    raw("GET", "/sites", "", "Nonsense " + secret("a login of no scheme"));
    String password = secret("a password that is wrong");
    raw("GET", "/sites", "", basic("admin", password));
    SECRETS.put("that, as it was sent", basic("admin", password).substring("Basic ".length()));
    raw("POST", "/session", Json.text(tree(Map.of("name", "admin", "password", password))), "");
    shell("hansa:secret-set login password=" + secret("on the line of a command"));
    SAID.append(hansa.shell("admin", secret("a password at the shell"), "hansa:kinds").output());
  }

  private static String admin() {
    return "Bearer " + Distribution.TOKEN;
  }

  private static String basic(String name, String password) {
    return "Basic "
        + Base64.getEncoder()
            .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<String> raw(String method, String path, String body, String proof)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hansa.http() + "/api/v1" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    if (!proof.isEmpty()) {
      request.header("Authorization", proof);
    }
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    SAID.append(answer.body()).append('\n');
    return answer;
  }

  private static void byTheWorkThatIsDone() throws Exception {
    JsonNode endpoint = hansa.rest().get("/endpoints/system/local").ok().body();
    Map<String, Object> next = new LinkedHashMap<>();
    endpoint.path("spec").properties().forEach(e -> next.put(e.getKey(), e.getValue()));
    next.put("secret", "login");
    assertThat(rest("PUT", "/endpoints/system/local", spec(next))).isLessThan(300);
    example.apply(example.document()).ok();
    example.awaitRest();
    assertThat(raw("POST", "/root-key/renew", "", admin()).statusCode()).isEqualTo(200);
    shell("store:rekey --yes");
    shell("hansa:plan factory-line/application.yaml -t demo");
    shell("hansa:describe Secret/system/login");
    shell("hansa:get secret -t system --json");
    shell("hansa:get account -t system --json");
    for (String path :
        List.of(
            "/secrets/system/login",
            "/accounts/system/hal",
            "/endpoints/system/local",
            "/audit?limit=500",
            "/events?limit=500",
            "/ledger?limit=500",
            "/plans",
            "/metrics")) {
      SAID.append(hansa.rest().get(path).body()).append('\n');
    }
    shell("store:backup hush");
    shell("store:check");
  }

  /** Both halves of one: either is worth something together with the other. */
  private static void sessions() throws Exception {
    Map<String, String> login = Map.of("name", "admin", "password", Distribution.PASSWORD);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hansa.http() + "/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(Json.text(tree(login))))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    SECRETS.put("a session's cookie", cookie.replaceFirst("^[^=]*=", "").replaceFirst(";.*", ""));
    SECRETS.put("a session's key", Json.read(answer.body()).path("key").textValue());
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  /** Unpacked, if it is packed; what has gone meanwhile is empty. */
  private static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] all = in.readAllBytes();
      boolean packed = all.length > 2 && (all[0] & 0xff) == 0x1f && (all[1] & 0xff) == 0x8b;
      if (packed) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new GZIPInputStream(Files.newInputStream(file)).transferTo(out);
        return out.toByteArray();
      }
      return all;
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  private static void look(Map<String, List<String>> found, String where, byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    SECRETS.forEach(
        (what, value) -> {
          if (text.contains(value)) {
            found.computeIfAbsent(what, w -> new ArrayList<>()).add(where);
          }
        });
  }
}
