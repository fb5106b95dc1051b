package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The REST door's description, held to the standard and to what the door does, by public tools. */
@Timeout(900)
class OpenApiIT {

  /** Of the tools, in their folder. */
  private static final Path TOOLS = Path.of(System.getProperty("user.home"), ".cache/hansa-real");

  private static final int SEED = 20261128;
  private static final int SECONDS = 120;

  @TempDir static Path folder;

  private static Distribution hansa;

  @BeforeAll
  static void start() throws IOException {
    hansa = Distribution.withAdministrator(folder, folder);
    hansa.start();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private record Said(int code, String text) {}

  private static Said run(List<String> words) throws IOException, InterruptedException {
    Path output = Files.createTempFile(folder, "said", ".txt");
    ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().put("SCHEMATHESIS_HOOKS", "fuzz");
    builder.environment().put("PYTHONPATH", folder.toString());
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    try {
      assertThat(process.waitFor(2L * SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
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
    Path description = folder.resolve("openapi.json");
    Files.writeString(
        description,
        Json.text(hansa.rest().get("/openapi.json").ok().body()),
        StandardCharsets.UTF_8);
    Said said =
        run(
            List.of(
                tool("openapi-spec-validator"),
                "--schema",
                "3.1",
                "--validation-errors",
                "all",
                description.toString()));
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).contains("OK");
  }

  /**
   * Whatever is asked as it says, and as it does not say, is answered as it says, and never 5xx.
   */
  @Test
  void theDoorDoesWhatItsDescriptionSays() throws Exception {
    try (InputStream hooks = OpenApiIT.class.getResourceAsStream("fuzz.py")) {
      Files.write(folder.resolve("fuzz.py"), hooks.readAllBytes());
    }
    List<String> words =
        new ArrayList<>(
            List.of(
                tool("schemathesis"),
                "run",
                "http://127.0.0.1:" + hansa.http() + "/api/v1/openapi.json",
                "--header",
                "Authorization:Bearer " + Distribution.TOKEN,
                "--checks",
                "not_a_server_error,status_code_conformance,content_type_conformance,"
                    + "response_schema_conformance"));
    words.addAll(
        List.of(
            "--phases",
            "coverage,fuzzing",
            "--max-examples",
            "3",
            "--max-time",
            "" + SECONDS,
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
    Said said = run(words);
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).containsPattern("[0-9]{4,} generated");
  }
}
