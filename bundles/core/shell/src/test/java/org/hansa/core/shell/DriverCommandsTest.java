package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.testing.FakeDrivers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

/** Drivers from the shell: which there are, and whether they keep what they promise. */
class DriverCommandsTest {

  private final Fakes fakes = new Fakes();
  private final FakeDrivers drivers = new FakeDrivers();

  @BeforeEach
  void endpoint() {
    Ref ref = new Ref("Endpoint", "demo", "rig");
    fakes.resources.put(
        ref, Resource.fresh(Draft.of(ref, Doc.EMPTY), "u", Fakes.NOW, Optional.empty()));
  }

  private DriverVerifyCommand verify() {
    DriverVerifyCommand command = new DriverVerifyCommand();
    command.drivers = drivers;
    command.endpoint = "rig";
    command.tenant = "demo";
    return command;
  }

  @Test
  void theyAreListedWithWhatKeepsThem() throws Exception {
    DriverListCommand command = new DriverListCommand();
    command.drivers = drivers;
    fakes.as("ada", command);

    assertThat(fakes.printed())
        .contains("rig (simulated)", "1.2", "ACTIVE", "com.vendor.rig 1.2.0", "FAILED")
        .contains("com.vendor.Bad: no licence");
  }

  @Test
  void theRulesOfAFacetAreShown() throws Exception {
    DriverRulesCommand command = new DriverRulesCommand();
    command.drivers = drivers;
    command.facet = "workload";
    fakes.as("ada", command);

    assertThat(fakes.printed()).contains("Two holds.").doesNotContain("One holds.");
  }

  @Test
  void anEndpointIsVerifiedWhileOneLooksOn() throws Exception {
    DriverVerifyCommand command = verify();
    command.rules = List.of("one");
    command.keep = true;
    fakes.as("ada", command);

    assertThat(drivers.asked)
        .containsExactly("Endpoint/demo/rig Wanted[rules=[one], keep=true] user:ada shell");
    assertThat(fakes.printed()).contains("  0 of 2  rule-0", "  1 of 2  rule-1", "one   PASSED");
  }

  @Test
  void oneThatBreaksARuleFailsAndForProgramsToo() throws Exception {
    drivers.sound = false;
    DriverVerifyCommand command = verify();
    command.json = true;
    assertThatThrownBy(() -> fakes.as("ada", command))
        .hasMessageContaining("Endpoint/demo/rig does not keep the driver contract");
    assertThat(Json.read(fakes.printed()).has("verdicts")).isTrue();

    DriverVerifyCommand last = verify();
    last.last = true;
    last.junit = true;
    assertThatThrownBy(() -> fakes.as("ada", last)).hasMessageContaining("does not keep");
    assertThat(fakes.printed()).contains("<testsuite/>");
    assertThat(drivers.asked).hasSize(1);
  }

  @Test
  void oneOfWhichLittleWasTriedFailsAndSaysWhy() {
    drivers.untried = List.of("cluster: no room: EXHAUSTED: the quota is used up");
    assertThatThrownBy(() -> fakes.as("ada", verify()))
        .hasMessageContaining("whether Endpoint/demo/rig keeps the driver contract is not known")
        .hasMessageContaining("cluster: no room");
  }

  @Test
  void whoMayNotWriteItMayNotHaveItVerified() {
    fakes.forbidden.add("write Endpoint");
    assertThatThrownBy(() -> fakes.as("ada", verify())).hasMessageContaining("not allowed");
    assertThat(drivers.asked).isEmpty();
  }

  @Test
  void whatIsNotThereIsSaid() {
    DriverVerifyCommand none = verify();
    none.endpoint = "rigg";
    assertThatThrownBy(() -> fakes.as("ada", none)).hasMessageContaining("Endpoint/demo/rigg");
    DriverVerifyCommand last = verify();
    last.last = true;
    assertThatThrownBy(() -> fakes.as("ada", last)).hasMessageContaining("was not verified");
  }

  @TempDir Path folder;

  private DriverNewCommand begin(String name) {
    DriverNewCommand command = new DriverNewCommand();
    command.name = name;
    command.context =
        (BundleContext)
            Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> folder.toString());
    return command;
  }

  @Test
  void oneIsBegunInTheFirstFolderAndNeverOverAnother() throws Exception {
    fakes.as("ada", begin("acme-rig"));
    assertThat(folder.resolve("acme-rig/src/com/example/acme_rig/AcmeRigDriver.java")).exists();
    assertThat(fakes.printed()).contains("AcmeRigTest.java, ", "hansa-driver check");
    assertThatThrownBy(() -> fakes.as("ada", begin("acme-rig"))).hasMessageContaining("already");
  }

  @Test
  void aNameThatLeadsElsewhereIsRefused() {
    for (String name : List.of("../x", "Acme", "a/b", "")) {
      assertThatThrownBy(() -> fakes.as("ada", begin(name))).hasMessageContaining("lower-case");
    }
    DriverNewCommand unknown = begin("rig");
    unknown.facet = "teapot";
    assertThatThrownBy(() -> fakes.as("ada", unknown)).hasMessageContaining("teapot");
    assertThat(folder).isEmptyDirectory();
  }
}
