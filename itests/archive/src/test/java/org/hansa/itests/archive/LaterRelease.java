package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A release that is later than the one under test: unpacked in a folder, it has a version of its
 * own, and its store takes more steps of migration, so that it writes a schema that the one under
 * test does not know.
 */
record LaterRelease(Path home) {

  private static final String MIGRATIONS = "org/hansa/core/store/Migrations";
  private static final Pattern STEPS = Pattern.compile("(STEPS\\s*=\\s*List\\.of\\([^;]*)\\);");

  /**
   * Unpacked beside others in a folder, once; its store takes these steps after the last.
   *
   * @param with whose commands unpack it
   */
  static LaterRelease unpack(Distribution with, Path folder, List<String> steps)
      throws IOException {
    LaterRelease release = new LaterRelease(folder.resolve("repack/hansa-x"));
    if (!Files.exists(release.home())) {
      Files.createDirectories(release.home());
      String archive = System.getProperty("hansa.archive");
      run(with, "tar", "-xzf", archive, "--strip-components=1", "-C", release.home().toString());
      release.steps(steps);
    }
    return release;
  }

  /** As an archive beside the folder in which it was unpacked. */
  Path pack(Distribution with, String version) throws IOException {
    Path archive = home.getParent().resolveSibling("hansa-" + version + ".tar.gz");
    String inside = home.getFileName().toString();
    run(with, "tar", "-czf", archive.toString(), "-C", home.getParent().toString(), inside);
    return archive;
  }

  private static void run(Distribution with, String... words) throws IOException {
    Distribution.Result result = with.run("", words);
    assertThat(result.code()).as(result.output()).isZero();
  }

  /** It calls itself so from now on. */
  void version(String version) throws IOException {
    Path properties = home.resolve("etc/system.properties");
    String said = Files.readString(properties);
    Files.writeString(
        properties, said.replaceFirst("(?m)^hansa\\.version *=.*$", "hansa.version = " + version));
  }

  /** Its store is that of the tree with these steps after the last, a statement each. */
  void steps(List<String> statements) throws IOException {
    // Beside the examples, which the tests know, lies all of the tree.
    Path tree = Path.of(System.getProperty("hansa.examples")).resolve("..").normalize();
    Path source = tree.resolve("bundles/core/store/src/main/java/" + MIGRATIONS + ".java");
    Matcher steps = STEPS.matcher(Files.readString(source));
    assertThat(steps.find()).as("%s lists its steps", source).isTrue();
    String more =
        statements.stream()
            .map(sql -> ", of -> List.of(\"" + sql + "\")")
            .collect(Collectors.joining());
    Path work = Files.createDirectories(home.resolveSibling("compiled"));
    Path changed = work.resolve("Migrations.java");
    Files.writeString(changed, steps.replaceFirst("$1" + more + ");"));
    compile(changed, work);
    Path classes = work.resolve(MIGRATIONS).getParent();
    try (FileSystem store = FileSystems.newFileSystem(jar("org.hansa.core.store"));
        Stream<Path> all = Files.list(classes)) {
      for (Path one : all.toList()) {
        Path to = store.getPath("/" + work.relativize(one));
        Files.copy(one, to, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void compile(Path source, Path into) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String path =
        Stream.of(jar("org.hansa.core.store"), jar("org.hansa.core.api"), jar("pax-logging-api"))
            .map(Path::toString)
            .collect(Collectors.joining(":"));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "--release",
                "17",
                "-proc:none",
                "-cp",
                path,
                "-d",
                into.toString(),
                source.toString());
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isZero();
  }

  private Path jar(String artifact) throws IOException {
    try (Stream<Path> all = Files.walk(home.resolve("system"))) {
      return all.filter(f -> f.getFileName().toString().matches(artifact + "-[0-9].*\\.jar"))
          .findFirst()
          .orElseThrow();
    }
  }
}
