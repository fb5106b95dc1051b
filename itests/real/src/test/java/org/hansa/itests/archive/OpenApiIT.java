package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The REST door's description, held to the standard and to what the door does, by public tools. */
@Timeout(900)
class OpenApiIT {

  /** Of the tools, in their folder. */
  private static final Path TOOLS = Path.of(System.getProperty("user.home"), ".cache/hansa-real");

  private static final int SEED = 20261128;

  /** A run's own seconds are for its requests: it begins and reports besides. */
  private static final long MOST_SECONDS = 280;

  private static final String CHECKS =
      String.join(
          ",",
          "not_a_server_error",
          "status_code_conformance",
          "content_type_conformance",
          "response_schema_conformance",
          "response_headers_conformance",
          "negative_data_rejection",
          "unsupported_method",
          "allow_header_conformance",
          "keeps_strangers_out",
          "keeps_tenants_apart");

  /** Stands in a tenant that only the administrator sees. */
  private static final String HIDDEN = "not-for-your-eyes";

  /** Who asks, and for how long: together as long as the profile has for it. */
  enum Asker {
    /** Has no login. */
    NOBODY("", 30, 200),
    /** May read applications of one tenant, and is refused most else. */
    USER("u".repeat(64), 30, 200),
    /** Comes to the end of every path. */
    ADMINISTRATOR(Distribution.TOKEN, 60, 1000);

    private final String token;
    private final int seconds;
    private final int least;

    /**
     * @param token empty for none
     * @param least so many requests are sent, else it was no look at the whole
     */
    Asker(String token, int seconds, int least) {
      this.token = token;
      this.seconds = seconds;
      this.least = least;
    }
  }

  @TempDir static Path folder;

  private static Distribution hansa;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.withAdministrator(folder, folder);
    hansa.start();
    Rest admin = hansa.rest();
    admin.send("PUT", "/accounts/demo/uma", spec("roles", List.of("use-case-user"))).ok();
    JsonNode token = Json.tree(Map.of("token", Asker.USER.token));
    admin.send("PUT", "/accounts/demo/uma/values", token).ok();
    admin.send("PUT", "/tenants/system/other", spec("description", "another")).ok();
    admin.send("PUT", "/secrets/other/hidden", spec("description", HIDDEN)).ok();
    for (String file : List.of("fuzz.py", "schemathesis.toml")) {
      try (InputStream in = OpenApiIT.class.getResourceAsStream(file)) {
        Files.write(folder.resolve(file), in.readAllBytes());
      }
    }
  }

  private static JsonNode spec(String field, Object value) {
    return Json.tree(Map.of("spec", Map.of(field, value)));
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private record Said(int code, String text) {}

  private static Path description() throws IOException {
    Path description = folder.resolve("openapi.json");
    Files.writeString(
        description,
        Json.text(hansa.rest().get("/openapi.json").ok().body()),
        StandardCharsets.UTF_8);
    return description;
  }

  private static Said run(List<String> words, Map<String, String> more)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().putAll(more);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Said(process.exitValue(), Files.readString(output));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String tool(String name) {
    Path tool = TOOLS.resolve("bin").resolve(name);
    assertThat(tool).as("itests/real/install brings it").isExecutable();
    return tool.toString();
  }

  @Test
  void theDescriptionIsOpenApi() throws Exception {
    Said said =
        run(
            List.of(
                tool("openapi-spec-validator"),
                "--schema",
                "3.1",
                "--validation-errors",
                "all",
                description().toString()),
            Map.of());
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).contains("OK");
  }

  /**
   * Whatever is asked as it says, and as it does not say, is answered as it says, and never 5xx.
   */
  @ParameterizedTest
  @EnumSource
  void theDoorDoesWhatItsDescriptionSays(Asker asker) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of(
                tool("schemathesis"),
                "run",
                description().toString(),
                "--url",
                "http://127.0.0.1:" + hansa.http(),
                "--checks",
                CHECKS));
    if (!asker.token.isEmpty()) {
      words.addAll(List.of("--header", "Authorization:Bearer " + asker.token));
    }
    words.addAll(
        List.of(
            "--phases",
            "coverage,fuzzing",
            "--max-examples",
            "3",
            "--max-time",
            "" + asker.seconds,
            "--seed",
            "" + SEED,
            "--workers",
            "1",
            "--request-timeout",
            "20",
            "--exclude-path",
            "/api/v1/watch",
            "--generation-database",
            "none",
            "--warnings",
            "off",
            "--continue-on-failure",
            "--no-color"));
    Map<String, String> more =
        Map.of(
            "SCHEMATHESIS_HOOKS",
            "fuzz",
            "PYTHONPATH",
            folder.toString(),
            "HANSA_ASKER",
            asker.name(),
            "HANSA_HIDDEN",
            HIDDEN);
    Said said = run(words, more);
    assertThat(said.code()).as(said.text()).isZero();
    Matcher sent = Pattern.compile("([0-9]+) generated").matcher(said.text());
    assertThat(sent.find()).as(said.text()).isTrue();
    assertThat(Integer.parseInt(sent.group(1))).isGreaterThanOrEqualTo(asker.least);
  }
}
