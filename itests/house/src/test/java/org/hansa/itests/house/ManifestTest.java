package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.annotation.versioning.Version;

/** What a bundle asks of the framework, and what it shows to others. */
class ManifestTest {

  private static final Set<String> JDK =
      ModuleLayer.boot().modules().stream()
          .flatMap(module -> module.getPackages().stream())
          .collect(Collectors.toSet());

  @ParameterizedTest
  @MethodSource("bundles")
  void isNamedAsItsFolder(Bundle bundle) {
    assertThat(bundle.header("Bundle-SymbolicName")).containsExactly(bundle.name());
    assertThat(bundle.header("Bundle-Version")).doesNotContain("0.0.0");
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsNothingOptionally(Bundle bundle) {
    assertThat(bundle.header("Import-Package")).noneMatch(i -> i.contains("resolution:=optional"));
    assertThat(bundle.header("DynamicImport-Package")).isEmpty();
    assertThat(bundle.header("Require-Bundle")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void importsWithARangeWhatTheJdkDoesNotHave(Bundle bundle) {
    assertThat(bundle.header("Import-Package"))
        .filteredOn(i -> !i.contains(";version="))
        .isSubsetOf(JDK);
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void exportsOnlyWhatCarriesAVersion(Bundle bundle) {
    assertThat(bundle.exported())
        .filteredOn(name -> !name.startsWith("org.apache.camel"))
        .isSubsetOf(bundle.versioned());
  }

  @ParameterizedTest
  @MethodSource("drivers")
  void aDriverImportsTheContractAndThePlatformOnly(Bundle bundle) {
    assertThat(bundle.header("Import-Package"))
        .extracting(i -> i.replaceFirst(";.*", ""))
        .filteredOn(name -> !JDK.contains(name))
        .allMatch(name -> name.matches("org\\.(hansa\\.core\\.(driver|ssh)|slf4j|osgi)(\\..*)?"));
  }

  static Stream<Bundle> bundles() {
    return Tree.bundles().stream().map(Bundle::new);
  }

  static Stream<Bundle> drivers() {
    return bundles().filter(bundle -> bundle.name().startsWith("org.hansa.drivers."));
  }

  /** A built bundle, by its folder. */
  record Bundle(Path folder) {

    String name() {
      return Tree.name(folder);
    }

    /** A header's clauses, split at commas that stand outside quotes. */
    List<String> header(String name) {
      try (InputStream in = Files.newInputStream(classes().resolve("META-INF/MANIFEST.MF"))) {
        Attributes headers = new Manifest(in).getMainAttributes();
        String value = headers.getValue(name);
        return value == null
            ? List.of()
            : Arrays.asList(value.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"));
      } catch (IOException e) {
        throw new AssertionError("not built: " + folder, e);
      }
    }

    List<String> exported() {
      return header("Export-Package").stream().map(e -> e.replaceFirst(";.*", "")).toList();
    }

    Set<String> versioned() {
      JavaClasses all = new ClassFileImporter().importPath(classes());
      return all.stream()
          .filter(type -> type.getSimpleName().equals("package-info"))
          .filter(type -> type.isAnnotatedWith(Version.class))
          .map(type -> type.getPackageName())
          .collect(Collectors.toSet());
    }

    private Path classes() {
      return folder.resolve("target/classes");
    }

    @Override
    public String toString() {
      return name();
    }
  }
}
