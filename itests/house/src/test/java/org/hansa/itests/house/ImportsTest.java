package org.hansa.itests.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The allowed imports hold for every built bundle, and each rule is seen to fail once. */
class ImportsTest {

  private static final JavaClasses BUILT =
      new ClassFileImporter()
          .importPaths(Tree.bundles().stream().map(ImportsTest::classes).toList());

  private static final JavaClasses PLANT = new ClassFileImporter().importPackages("org.hansa");

  /** For each rule the class under {@code org/hansa/.../planted} that breaks it. */
  private static final Map<Imports, String> PLANTED =
      Map.ofEntries(
          Map.entry(
              Imports.COMPONENTS_IMPORT_CORE_API_CONTRACTS_AND_DRIVER_CONTRACT,
              "platform.planted.ImportsDriver"),
          Map.entry(
              Imports.COMPONENTS_DO_NOT_IMPORT_EACH_OTHER, "platform.planted.ImportsComponent"),
          Map.entry(Imports.THE_SOLVER_STANDS_ALONE, "platform.place.planted.ImportsCoreApi"),
          Map.entry(
              Imports.CONTRACTS_IMPORT_CORE_API_CONTRACTS_AND_DRIVER_CONTRACT,
              "platform.api.planted.ImportsComponent"),
          Map.entry(
              Imports.DRIVERS_IMPORT_THE_DRIVER_CONTRACT_ONLY, "drivers.planted.ImportsCoreApi"),
          Map.entry(Imports.DRIVERS_DO_NOT_IMPORT_EACH_OTHER, "drivers.planted.ImportsDriver"),
          Map.entry(
              Imports.ROUTES_IMPORT_THE_CORE_API_AND_CAMEL_ONLY, "routes.planted.ImportsComponent"),
          Map.entry(Imports.ROUTES_DO_NOT_IMPORT_EACH_OTHER, "routes.planted.ImportsRoute"),
          Map.entry(Imports.CORE_IMPORTS_CORE_ONLY, "core.planted.ImportsComponent"),
          Map.entry(Imports.THE_DRIVER_CONTRACT_STANDS_ALONE, "core.driver.planted.ImportsCoreApi"),
          Map.entry(
              Imports.ONLY_ROUTES_AND_THE_RUNTIME_IMPORT_CAMEL, "platform.planted.ImportsCamel"),
          Map.entry(Imports.ONLY_THE_REST_DOOR_IMPORTS_THE_WEB, "platform.planted.ImportsJaxRs"));

  @ParameterizedTest
  @EnumSource
  void holds(Imports imports) {
    imports.rule.check(BUILT);
  }

  @ParameterizedTest
  @EnumSource
  void canFail(Imports imports) throws ClassNotFoundException {
    Class<?> planted = Class.forName("org.hansa." + PLANTED.get(imports));

    assertThatThrownBy(() -> imports.rule.check(PLANT))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(planted.getName());
  }

  @Test
  void theSshSupportIsAPartOfTheDriverContract() {
    assertThatThrownBy(() -> Imports.THE_DRIVER_CONTRACT_STANDS_ALONE.rule.check(PLANT))
        .hasMessageContaining("org.hansa.core.ssh.planted.ImportsCoreApi");
    assertThatThrownBy(() -> Imports.DRIVERS_IMPORT_THE_DRIVER_CONTRACT_ONLY.rule.check(PLANT))
        .hasMessageNotContaining("org.hansa.drivers.planted.ImportsSsh");
  }

  @Test
  void noBundleIsOverlooked() {
    List<Path> unread =
        Tree.bundles().stream()
            .filter(bundle -> Files.exists(bundle.resolve("src/main/java")))
            .filter(bundle -> Tree.files(bundle.resolve("src/main/java"), ".java").size() > 0)
            .filter(bundle -> BUILT.stream().noneMatch(c -> inside(c.getName(), bundle)))
            .toList();

    assertThat(unread).as("bundles with sources but no built class; build them first").isEmpty();
  }

  private static boolean inside(String className, Path bundle) {
    return className.startsWith(Tree.name(bundle) + ".");
  }

  private static Path classes(Path bundle) {
    return bundle.resolve("target/classes");
  }
}
