package org.hansa.core.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.hansa.core.driver.Driver;
import org.hansa.core.kit.Kit;
import org.hansa.core.kit.Settings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The beginning of each facet is made, built, and tried by all rules of the contract. */
class SkeletonTest {

  /** A busy machine is no broken promise: nobody waits for what returns in time. */
  private static final Settings PATIENT =
      Settings.DEFAULT.within(
          Duration.ofSeconds(30), Duration.ofSeconds(20), Duration.ofSeconds(60));

  /** Of whatever facet, at least one of these is tried. */
  private static final Pattern MET =
      Pattern.compile("PASSED +(observe-equal|inventory-stable|power-names|energy-hours) ");

  private static final Map<String, Future<String>> CHECKS = new TreeMap<>();

  /** Most of a check is waiting for what is not there. */
  private static final ExecutorService CHECKERS = Executors.newFixedThreadPool(6);

  @TempDir static Path folder;

  private static House house;

  static Set<String> facets() {
    return Skeleton.facets();
  }

  @BeforeAll
  static void begin() throws IOException {
    house =
        new House(
            List.of(jar(Driver.class)),
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList());
    facets().forEach(facet -> CHECKS.put(facet, CHECKERS.submit(() -> checked(facet))));
  }

  @AfterAll
  static void end() {
    CHECKERS.shutdownNow();
  }

  /** Where it was built just now it is a folder, else a jar. */
  private static Path jar(Class<?> of) throws IOException {
    Path found = Path.of(of.getProtectionDomain().getCodeSource().getLocation().getPath());
    if (Files.isRegularFile(found)) {
      return found;
    }
    Path jar = folder.resolve("org.hansa.core.driver.jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(found)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(found.relativize(file).toString()));
        Files.copy(file, zip);
      }
    }
    return jar;
  }

  private static Path laid(String name, String facet) throws IOException {
    Path project = folder.resolve(name);
    for (Map.Entry<String, String> file :
        Skeleton.files(name, "com.acme." + name.replace('-', '_'), facet).entrySet()) {
      Path path = project.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return project;
  }

  /** Empty if it keeps all rules, else the whole report. */
  private static String checked(String facet) throws Exception {
    Project project = Project.in(laid("acme-" + facet, facet));
    new Build(project, house).build();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    boolean sound = new Check(project, house, out, PATIENT).check(Set.of());
    String report = said.toString(StandardCharsets.UTF_8);
    // Skipped rules alone prove nothing.
    return sound && MET.matcher(report).find() ? "" : report;
  }

  @ParameterizedTest
  @MethodSource("facets")
  void itKeepsAllRules(String facet) throws Exception {
    assertThat(CHECKS.get(facet).get()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("facets")
  void itIsThreeShortFiles(String facet) {
    Map<String, String> files = Skeleton.files("acme-rig", "com.acme.rig", facet);
    List<String> code =
        files.entrySet().stream()
            .filter(file -> file.getKey().endsWith(".java"))
            .flatMap(file -> file.getValue().lines())
            .toList();
    assertThat(files).hasSize(4).containsKey("README.md");
    assertThat(code).hasSizeLessThan(150).allMatch(line -> line.length() <= 100);
    assertThat(files.values()).noneMatch(text -> text.matches("(?s).*\\{[A-Z_]+}.*"));
    assertThat(files.get("README.md")).contains("driver:rules " + facet, "`" + facet + "`");
  }

  @Test
  void thereIsOneForEachFacetOfTheContract() {
    assertThat(facets())
        .containsAll(Kit.rules().stream().flatMap(rule -> rule.ability().stream()).toList());
  }

  @Test
  void anUnknownFacetIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> Skeleton.files("acme-rig", "com.acme.rig", "teapot"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("teapot")
        .hasMessageContaining("bare-metal, base-image, cluster")
        .hasMessageContaining("workload");
  }

  @Test
  void theSameComesAsAnArchive() {
    assertThat(Skeleton.zip("acme-rig", "com.acme.rig", "volume"))
        .isEqualTo(Skeleton.zip("acme-rig", "com.acme.rig", "volume"))
        .startsWith('P', 'K');
  }

  @Test
  void oneThatIsIsolatedIsMarkedAndNoComponent() throws Exception {
    Path project = folder.resolve("acme-apart");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    new Main(folder, new PrintStream(said, true, StandardCharsets.UTF_8))
        .run(List.of("new", "" + project, "--isolated", "--package", "com.acme.apart"));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("bundle.mf, 2 lines");
    Project made = Project.in(project);
    new Build(made, house).build();

    try (JarFile jar = new JarFile(made.archive(".jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Hansa-Isolated-Driver"))
          .isEqualTo("com.acme.apart.AcmeApartDriver");
      assertThat(jar.getManifest().getMainAttributes().getValue("Hansa-Isolated-Memory"))
          .isEqualTo("256");
      assertThat(jar.getManifest().getMainAttributes().getValue("Service-Component")).isNull();
      assertThat(jar.getEntry("OSGI-INF/driver.xml")).isNull();
      assertThat(jar.getEntry("com/acme/apart/AcmeApartDriver.class")).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Hansa-Isolated-Driver: com.acme.Other, the driver is com.acme.acme_odd.AcmeOddDriver",
    "Import-Package: org.hansa.core.store, not yours to set",
    "nonsense, no list of headers"
  })
  void headersThatAreNotAPartnersAreRefused(String line, String said) throws Exception {
    Path project = laid("acme-odd", "volume");
    Files.writeString(project.resolve("bundle.mf"), line);

    assertThatThrownBy(() -> new Build(Project.in(project), house).build())
        .isInstanceOf(Refused.class)
        .hasMessageContaining(said);
  }

  /** In the container nothing gives it to it otherwise; on a flat class path it is there anyway. */
  @Test
  void whatALibraryNeedsIsImportedToo() throws Exception {
    Path project = laid("acme-lib", "volume");
    Path source = Files.createDirectory(folder.resolve("theirs")).resolve("Theirs.java");
    Files.writeString(
        source, "package theirs; public class Theirs { public javax.net.ssl.SSLContext trust; }");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.resolve("theirs").toString(), source.toString());
    assertThat(compiled).isZero();
    Path lib = Files.createDirectories(project.resolve("lib")).resolve("theirs.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(lib))) {
      zip.putNextEntry(new ZipEntry("theirs/Theirs.class"));
      Files.copy(folder.resolve("theirs/theirs/Theirs.class"), zip);
    }
    Project made = Project.in(project);
    new Build(made, house).build();

    try (JarFile jar = new JarFile(made.archive(".jar").toFile())) {
      assertThat(jar.getManifest().getMainAttributes().getValue("Import-Package"))
          .contains("javax.net.ssl");
    }
  }
}
