package org.hansa.itests.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Locale;

/** Who may import whom: the layers as rules over package names. */
enum Imports {
  COMPONENTS_IMPORT_CORE_API_CONTRACTS_AND_DRIVER_CONTRACT(
      only(
          component(), coreApi().or(driverContract()).or(contract()).or(component()).or(solver()))),

  COMPONENTS_DO_NOT_IMPORT_EACH_OTHER(apart(component())),

  THE_SOLVER_STANDS_ALONE(only(solver(), solver())),

  CONTRACTS_IMPORT_CORE_API_CONTRACTS_AND_DRIVER_CONTRACT(
      only(contract(), coreApi().or(driverContract()).or(contract()))),

  DRIVERS_IMPORT_THE_DRIVER_CONTRACT_ONLY(only(driver(), driverContract().or(driver()))),

  DRIVERS_DO_NOT_IMPORT_EACH_OTHER(apart(driver())),

  ROUTES_IMPORT_THE_CORE_API_AND_CAMEL_ONLY(only(route(), coreApi().or(route()))),

  ROUTES_DO_NOT_IMPORT_EACH_OTHER(apart(route())),

  CORE_IMPORTS_CORE_ONLY(only(core(), core())),

  THE_DRIVER_CONTRACT_STANDS_ALONE(only(driverContract(), driverContract())),

  ONLY_ROUTES_AND_THE_RUNTIME_IMPORT_CAMEL(
      noClasses()
          .that(not(route()).and(not(resideInAPackage("org.hansa.core.runtime.."))))
          .should()
          .dependOnClassesThat(resideInAPackage("org.apache.camel.."))),

  ONLY_THE_REST_DOOR_IMPORTS_THE_WEB(
      noClasses()
          .that(not(resideInAPackage("org.hansa.core.rest..")))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("javax.ws.rs..", "javax.servlet..", "org.apache.cxf..")));

  final ArchRule rule;

  Imports(ArchRule rule) {
    this.rule = rule.allowEmptyShould(true).as(name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private static ArchRule only(
      DescribedPredicate<JavaClass> who, DescribedPredicate<JavaClass> whom) {
    return classes()
        .that(who)
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage("org.hansa..")).or(whom));
  }

  /** No bundle of this sort depends on another of the same sort. */
  private static ArchRule apart(DescribedPredicate<JavaClass> sort) {
    return slices().assignedFrom(new ByBundle(sort)).should().notDependOnEachOther();
  }

  private record ByBundle(DescribedPredicate<JavaClass> sort) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return sort.test(type)
          ? SliceIdentifier.of(type.getPackageName().replaceFirst("^((\\w+\\.){3}\\w+).*", "$1"))
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return sort.getDescription();
    }
  }

  private static DescribedPredicate<JavaClass> core() {
    return resideInAPackage("org.hansa.core..");
  }

  private static DescribedPredicate<JavaClass> coreApi() {
    return resideInAPackage("org.hansa.core.api..");
  }

  private static DescribedPredicate<JavaClass> driverContract() {
    return resideInAnyPackage("org.hansa.core.driver..", "org.hansa.core.ssh..");
  }

  private static DescribedPredicate<JavaClass> driver() {
    return resideInAPackage("org.hansa.drivers..");
  }

  private static DescribedPredicate<JavaClass> route() {
    return resideInAPackage("org.hansa.routes..");
  }

  private static DescribedPredicate<JavaClass> contract() {
    return layer().and(resideInAPackage("org.hansa.*.api.."));
  }

  private static DescribedPredicate<JavaClass> component() {
    return layer().and(not(resideInAPackage("org.hansa.*.api.."))).and(not(solver()));
  }

  /** Plain Java, no bundle of its own: whoever places carries it along. */
  private static DescribedPredicate<JavaClass> solver() {
    return resideInAPackage("org.hansa.platform.place..");
  }

  private static DescribedPredicate<JavaClass> layer() {
    return describe(
        "of a layer or domain",
        type ->
            type.getPackageName().matches("org\\.hansa\\.(?!(core|drivers|routes|itests)\\b).*"));
  }
}
