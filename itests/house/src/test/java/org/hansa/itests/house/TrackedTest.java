package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a build or a run leaves behind is nobody's source: a state folder holds a root key. */
class TrackedTest {

  private static final Pattern LEFT_BEHIND = Pattern.compile("(^|.*/)(\\.hansa|target)/.*");

  @Test
  void nothingOfABuildOrARunIsTracked() throws Exception {
    assumeThat(Tree.ROOT.resolve(".git")).as("only in a git checkout").exists();
    assumeThat(hasGit()).as("only where git is installed").isTrue();

    List<String> tracked = tracked();

    assertThat(tracked).as("this finds what is tracked").contains("pom.xml", "README.md");
    assertThat(tracked).noneMatch(path -> LEFT_BEHIND.matcher(path).matches());
  }

  @Test
  void theRuleKnowsWhatItLooksFor() {
    assertThat(List.of(".hansa/state/root.key", "target/x", "bundles/core/api/target/a.jar"))
        .allMatch(path -> LEFT_BEHIND.matcher(path).matches());
    assertThat(List.of("bundles/target.md", "run", "a/targets/b", ".hansa-note"))
        .noneMatch(path -> LEFT_BEHIND.matcher(path).matches());
  }

  private static boolean hasGit() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "git")));
  }

  private static List<String> tracked() throws IOException, InterruptedException {
    Process git =
        new ProcessBuilder("git", "-c", "safe.directory=*", "ls-files", "-z")
            .directory(Tree.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] answer = git.getInputStream().readAllBytes();
    assertThat(git.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(git.exitValue()).as("git ls-files").isZero();
    return List.of(new String(answer, StandardCharsets.UTF_8).split("\0"));
  }
}
