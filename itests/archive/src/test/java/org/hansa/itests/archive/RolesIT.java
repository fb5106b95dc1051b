package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The roles of the ICRA, section 4, and the auditor walk through both doors, by the table {@code
 * roles.txt}.
 */
class RolesIT {

  /** Short name, role and tenant, in the order of the table's cells. */
  private enum Role {
    IA("infrastructure-administrator", "system"),
    CA("cloud-edge-administrator", "system"),
    UA("use-case-administrator", "demo"),
    UU("use-case-user", "demo"),
    AU("auditor", "system");

    private final String role;
    private final String tenant;

    Role(String role, String tenant) {
      this.role = role;
      this.tenant = tenant;
    }

    String me() {
      return name().toLowerCase(Locale.ROOT);
    }

    String login() {
      return tenant.equals("system") ? me() : me() + "@" + tenant;
    }

    String token() {
      return Distribution.TOKEN.substring(2) + me();
    }
  }

  record Line(String door, String what, List<String> cells) {}

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Ssh shell;
  private static final Map<String, JsonNode> BODIES = new LinkedHashMap<>();
  private static String host;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    Example example = new Example(hansa, examples);
    hansa.start();
    example.addSite();
    ObjectNode hello = example.document("hello");
    example.apply(hello).ok();
    example.awaitRest();
    Rest rest = hansa.rest();
    host = rest.get("/hosts").body().at("/items/0/name").textValue();
    bodies(hello, rest.get("/sites/system/local").body());
    for (Role role : Role.values()) {
      String path = "/accounts/" + role.tenant + "/" + role.me();
      rest.send("PUT", path, spec(Map.of("roles", List.of(role.role)))).ok();
      rest.send("PUT", path + "/values", Json.tree(Map.of("token", role.token()))).ok();
    }
    shell = new Ssh(hansa.ssh());
  }

  @AfterAll
  static void end() throws IOException {
    shell.close();
    hansa.end();
  }

  private static void bodies(ObjectNode hello, JsonNode site) {
    BODIES.put("hello", Rest.changes(List.of(hello), List.of()));
    BODIES.put("changes", Json.tree(Map.of("changes", List.of(Map.of("put", hello)))));
    BODIES.put("spec", hello.deepCopy().retain("spec"));
    BODIES.put("site", ((ObjectNode) site.deepCopy()).retain("spec"));
    BODIES.put("reason", Json.tree(Map.of("reason", "roles")));
    BODIES.put("", Json.tree(Map.of()));
    BODIES.put("secret", spec(Map.of("description", "of a test")));
    BODIES.put("values", Json.tree(Map.of("token", "f".repeat(64))));
    BODIES.put("account", spec(Map.of("roles", List.of())));
    // Of a label that nothing here has.
    BODIES.put(
        "rule",
        spec(Map.of("kinds", List.of("Application"), "labels", Map.of("nobody", "has-it"))));
    BODIES.put("grant", spec(Map.of("bundle", "org.example.none", "rights", List.of())));
    BODIES.put("tenant", spec(Map.of("quota", Map.of("Application", 200))));
    Map<String, ?> right = Map.of("kinds", List.of("Reservation"), "verbs", List.of("READ"));
    BODIES.put("let", spec(Map.of("to", "other", "rights", List.of(right))));
    Map<String, ?> more = Map.of("kinds", List.of("Account"), "verbs", List.of("READ"));
    BODIES.put("more", spec(Map.of("bundle", "org.example.none", "rights", List.of(more))));
    BODIES.put("follower", spec(Map.of("bundle", "org.example.none", "kinds", List.of("Site"))));
  }

  private static JsonNode spec(Map<String, ?> fields) {
    return Json.tree(Map.of("spec", fields));
  }

  static Stream<Line> lines() throws IOException {
    List<Line> lines = new ArrayList<>();
    try (InputStream in = RolesIT.class.getResourceAsStream("roles.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.isBlank() && !line.startsWith("#")) {
          String[] parts = line.split("\\|");
          lines.add(
              new Line(parts[0].strip(), parts[1].strip(), List.of(parts[2].strip().split(" +"))));
        }
      }
    }
    return lines.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void walks(Line line) throws IOException {
    List<String> found = new ArrayList<>();
    List<String> said = new ArrayList<>();
    for (Role role : Role.values()) {
      String what = line.what().replace("{me}", role.me()).replace("{host}", host);
      if (line.door().equals("shell")) {
        Distribution.Result result = shell.run(role.login(), role.token(), what);
        found.add(result.code() == 0 ? "yes" : "no");
        said.add(result.output());
      } else {
        Rest.Answer answer = ask(hansa.rest(role.token()), line.door(), what);
        found.add(cell(answer.status()));
        said.add(answer.status() + " " + answer.body());
      }
    }
    assertThat(found).as("%s", said).isEqualTo(line.cells());
  }

  /** Generated: a kind that comes later is walked too, and fails until the table knows it. */
  @Test
  void everyOperationOfEveryKindIsAllowedToWhomTheTableSaysAndInNoOtherTenant() throws IOException {
    Rest admin = hansa.rest();
    List<String> roles = Arrays.stream(Role.values()).map(role -> role.role).toList();
    admin.send("PUT", "/tenants/system/other", spec(Map.of())).ok();
    for (String tenant : List.of("demo", "other")) {
      for (String role : roles) {
        String path = "/accounts/" + tenant + "/walk-" + role;
        admin.send("PUT", path, spec(Map.of("roles", List.of(role)))).ok();
        admin.send("PUT", path + "/values", Json.tree(Map.of("token", walker(tenant, role)))).ok();
      }
    }
    JsonNode kinds = admin.get("/kinds").ok().body().path("items");
    RightsWalk own = new RightsWalk(roles, role -> hansa.rest(walker("demo", role)));
    RightsWalk foreign = new RightsWalk(roles, role -> hansa.rest(walker("other", role)));

    assertThat(RightsWalk.text(roles, own.in("demo", kinds))).isEqualTo(table());
    // What kinds there are is no tenant's.
    foreign
        .in("demo", kinds)
        .forEach(
            (kind, cells) ->
                assertThat(cells).as(kind).containsOnly(kind.equals("Kind") ? "r" : "-"));
    own.in("system", kinds)
        .forEach(
            (kind, cells) ->
                assertThat(cells)
                    .as(kind)
                    .allSatisfy(
                        cell ->
                            assertThat(cell)
                                .isIn(
                                    List.of("Site", "Host", "Kind", "EnergySeries").contains(kind)
                                        ? "r"
                                        : "-")));
  }

  private static String walker(String tenant, String role) {
    return "%-64s".formatted(tenant + "." + role).replace(' ', 'w');
  }

  private static String table() throws IOException {
    try (InputStream in = RolesIT.class.getResourceAsStream("every-right.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line + "\n")
          .collect(Collectors.joining());
    }
  }

  /** Allowed, but there is none: "-". */
  private static String cell(int status) {
    return switch (status) {
      case 200, 201, 202, 204 -> "yes";
      case 403 -> "no";
      case 404 -> "-";
      default -> Integer.toString(status);
    };
  }

  private static Rest.Answer ask(Rest rest, String method, String what) throws IOException {
    String[] words = (what + " {}").split(" ", 3);
    return switch (method) {
      case "GET" -> rest.get(words[0]);
      case "DELETE" -> rest.delete(words[0]);
      default ->
          rest.send(method, words[0], BODIES.get(words[1].substring(1, words[1].length() - 1)));
    };
  }
}
