package org.hansa.platform.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  /** Where the challenge's instances lie, if they do. */
  private static final Path ROADEF =
      Path.of(System.getProperty("hansa.roadef", "../../../../shared/instances/roadef-2012"));

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine line = Main.line();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private Path generated(String... more) throws Exception {
    List<String> args = List.of("generate", "--sites", "8", "--workloads", "60", "--seed", "4");
    String[] all =
        java.util.stream.Stream.concat(args.stream(), java.util.Arrays.stream(more))
            .toArray(String[]::new);
    assertThat(run(all)).isZero();
    return Files.writeString(folder.resolve("instance.txt"), out.toString());
  }

  @Test
  void whatIsGeneratedIsSolvedAndWritten() throws Exception {
    Path file = generated("--links", "--opening");
    Path found = folder.resolve("found.txt");

    int code = run("--instance", file + "", "--moves", "20000", "--json", "--output", found + "");

    assertThat(code).isZero();
    JsonNode said = new ObjectMapper().readTree(out.toString());
    assertThat(said.get("unplaced").asInt()).isZero();
    assertThat(said.get("valid").asBoolean()).isTrue();
    assertThat(said.get("objective").decimalValue())
        .isGreaterThanOrEqualTo(said.get("bound").decimalValue());
    assertThat(Files.readAllLines(found)).hasSize(60).allMatch(l -> l.matches("w\\d+ s\\d"));
    assertThat(run("--instance", file + "", "--moves", "20000")).isZero();
    assertThat(out.toString()).contains("placed     60 of 60 workloads on 8 sites");
  }

  @Test
  void whatDoesNotFitIsSaidAndTheExitCodeTells() throws Exception {
    Path file = generated();
    Files.writeString(
        file,
        Files.readString(file)
            .replaceAll("site s[1-7] (zone \\S+) capacity \\S+ \\S+ \\S+", "$0")
            .replaceAll("capacity \\S+ \\S+ \\S+", "capacity 1 1 1"));

    assertThat(run("--instance", file + "", "--moves", "1000")).isEqualTo(1);

    assertThat(out.toString()).contains("of 60 workloads").doesNotContain("placed     60");
    // Nothing can be said to be below what does not hold all.
    assertThat(out.toString()).doesNotContain("none is below");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --seconds 5                          | Give --instance FILE
          --instance NO --seconds 0            | --seconds must be 0.1 to 86400
          --instance NO --seconds 5 --moves 5  | Give --seconds or --moves, not both
          --instance NO --moves -1             | --moves must be 1 or more
          --instance NO --threads 65           | --threads must be 1 to 64
          --instance NO --seed x               | Invalid value for option '--seed'
          --instance NO                        | there is no such file
          --instance NO --colour               | Unknown option: '--colour'
          --instance .                         | .:1: it is a directory
          --instance NO --output /             | /:1: it cannot be written
          --instance NO --output NO/x          | it cannot be written
          generate --sites 1 --workloads 5     | --sites is 1 and must be from 2 to 100000
          """)
  void whatIsAskedWronglyIsSaidInOneLine(String args, String said) {
    int code = run(args.replace("NO", folder.resolve("absent") + "").split(" +"));

    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains(said);
    assertThat(err.toString().strip().lines()).hasSize(1);
  }

  @Test
  void anInstanceOfTheChallengeNeedsAnAssignmentAndOursNone() throws Exception {
    Path file = Files.writeString(folder.resolve("model.txt"), "3\n1 2\n");
    assertThat(run("--instance", file + "")).isEqualTo(2);
    assertThat(err.toString()).contains("Give --assignment too");

    Path ours = generated();
    assertThat(run("--instance", ours + "", "--assignment", file + "")).isEqualTo(2);
    assertThat(err.toString()).contains("belongs to an instance of ROADEF");
  }

  @ParameterizedTest
  @CsvSource({"a1_1, 44307500", "a1_3, 583500000", "a1_5, 728000000"})
  void theChallengesInstancesAreSolvedAsWellAsByItsEntries(String name, long most)
      throws Exception {
    assumeTrue(Files.isDirectory(ROADEF), "no instances at " + ROADEF.toAbsolutePath());
    Path model = ROADEF.resolve("model_" + name + ".txt");
    Path begin = ROADEF.resolve("assignment_" + name + ".txt");
    Path found = folder.resolve("found.txt");

    int code =
        run(
            "--instance",
            model + "",
            "--assignment",
            begin + "",
            "--seed",
            "1",
            "--moves",
            "3000000",
            "--json",
            "--output",
            found + "");

    assertThat(code).isZero();
    JsonNode said = new ObjectMapper().readTree(out.toString());
    assertThat(said.get("objective").isIntegralNumber()).isTrue();
    assertThat(said.get("objective").asLong()).isLessThanOrEqualTo(most);
    assertThat(said.get("objective").asLong()).isGreaterThanOrEqualTo(said.get("bound").asLong());
    // What was written is a solution: it may be begun with.
    assertThat(run("--instance", model + "", "--assignment", found + "", "--moves", "1")).isZero();
  }
}
