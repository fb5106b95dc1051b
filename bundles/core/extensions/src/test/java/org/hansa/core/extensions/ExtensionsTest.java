package org.hansa.core.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Extension.State;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;

/** Code comes, is replaced, goes and comes back, as the store says. */
class ExtensionsTest {

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws Exception {
    machine = new Machine(folder.resolve("state"), folder.resolve("cache"));
  }

  @AfterEach
  void stop() throws Exception {
    machine.close();
  }

  private void awaitReady(String version) {
    await()
        .untilAsserted(
            () -> {
              assertThat(machine.ready("acme")).isEqualTo("TRUE acme " + version + " runs.");
              assertThat(machine.running()).containsExactly("acme " + version);
            });
  }

  @Test
  void oneIsInstalledFromAKarAndGoesAgain() throws Exception {
    byte[] kar = Jars.kar(Map.of("repository/a/acme.jar", Jars.bundle("acme", "1.0.0")));
    Extensions.Inspection seen = machine.inspect(kar);
    assertThat(seen.bundle() + " " + seen.version() + seen.troubles()).isEqualTo("acme 1.0.0[]");
    assertThat(machine.extension("acme")).as("looking changes nothing").isEmpty();

    machine.install(kar);
    awaitReady("1.0.0");
    assertThat(machine.status("acme").nodes().get("here").state()).isEqualTo(State.ACTIVE);
    assertThat(machine.status("acme").nodes().get("here").digest()).contains(seen.digest());
    assertThat(machine.status("acme").signer()).isEmpty();

    machine.delete("acme");
    await().until(() -> machine.bundles().isEmpty());
  }

  @Test
  void aNewVersionRunsBeforeTheFormerOneGoes() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    AtomicInteger there = new AtomicInteger(1);
    AtomicInteger fewest = new AtomicInteger(1);
    machine
        .framework
        .getBundleContext()
        .addServiceListener(
            event -> {
              int now =
                  event.getType() == ServiceEvent.REGISTERED
                      ? there.incrementAndGet()
                      : there.decrementAndGet();
              fewest.accumulateAndGet(now, Math::min);
            });

    assertThat(machine.inspect(Jars.bundle("acme", "1.1.0")).replaces()).contains("1.0.0");
    machine.install(Jars.bundle("acme", "1.1.0"));
    awaitReady("1.1.0");
    assertThat(machine.bundles()).containsExactly("acme 1.1.0");
    assertThat(fewest).hasValue(1);
    assertThat(machine.status("acme").former().orElseThrow().version()).isEqualTo("1.0.0");
  }

  @Test
  void rollBackBringsTheFormerOneAndAgainTheLatter() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    assertThatThrownBy(() -> machine.extensions.rollBack(Machine.USER, "t", "t", "acme"))
        .hasMessageContaining("was never another");
    machine.install(Jars.bundle("acme", "1.1.0"));
    awaitReady("1.1.0");

    assertThat(machine.extensions.rollBack(Machine.USER, "t", "t", "acme")).isEqualTo("1.0.0");
    awaitReady("1.0.0");
    assertThat(machine.extensions.rollBack(Machine.USER, "t", "t", "acme")).isEqualTo("1.1.0");
    awaitReady("1.1.0");
  }

  @Test
  void whoMayNotRollBackIsNotToldWhetherItIsThere() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    // The auditor sees it.
    for (String role : List.of("auditor", "use-case-user")) {
      Principal who = new Principal("user:u", "system", Set.of(role));
      for (String name : List.of("acme", "absent")) {
        assertThatThrownBy(() -> machine.extensions.rollBack(who, "t", "t", name))
            .hasMessageEndingWith("may not write Extension/system/" + name);
      }
    }
  }

  @Test
  void oneThatDoesNotStartLeavesTheFormerOneRunning() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    machine.install(Jars.bundle("acme", "2.0.0", Breaks.class));

    await().until(() -> machine.ready("acme").contains("no licence"));
    assertThat(machine.ready("acme")).startsWith("FALSE here: ");
    assertThat(machine.running()).containsExactly("acme 1.0.0");
    assertThat(machine.status("acme").version()).contains("1.0.0");
    assertThat(machine.status("acme").nodes().get("here").state()).isEqualTo(State.FAILED);

    assertThat(machine.extensions.rollBack(Machine.USER, "t", "t", "acme")).isEqualTo("1.0.0");
    awaitReady("1.0.0");
  }

  private static final String[] OFFERS = {
    "Provide-Capability",
    "osgi.service;objectClass:List<String>=\"org.hansa.core.driver.Driver\"",
    "Import-Package",
    "org.osgi.framework"
  };

  private void assertFails(byte[] archive, String why) throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    machine.install(archive);

    await().untilAsserted(() -> assertThat(machine.ready("acme")).contains(why));
    assertThat(machine.running()).contains("acme 1.0.0");
    assertThat(machine.status("acme").nodes().get("here").state()).isEqualTo(State.FAILED);
    machine.install(Jars.bundle("other", "1.0.0"));
    await().until(() -> machine.running().contains("other 1.0.0"));
  }

  @Test
  void oneThatNeverReturnsFromItsStartHoldsNobodyUp() throws Exception {
    assertFails(Jars.bundle("acme", "2.0.0", Hangs.class), "has not started within 2 s");
  }

  @Test
  void oneThatBringsNoDriverThoughItSaysSoLeavesTheFormerOneRunning() throws Exception {
    assertFails(Jars.bundle("acme", "2.0.0", Works.class, OFFERS), "has not started within 2 s");
  }

  @Test
  void oneWhoseDriverCannotBeMadeLeavesTheFormerOneRunning() throws Exception {
    assertFails(Jars.bundle("acme", "2.0.0", Mute.class, OFFERS), "could not make its driver");
  }

  @Test
  void oneWhoseArchiveIsNotThereIsInTheWayOfNoOther() throws Exception {
    Extension.Spec spec = new Extension.Spec("sha256:" + "0".repeat(64), Optional.empty());
    Draft draft = Draft.of(DefaultExtensions.ref("absent"), Doc.of(spec));
    machine.gate.submit(Request.of(Machine.USER, "t", "t", List.of(Change.Put.of(draft))));

    await().untilAsserted(() -> assertThat(machine.ready("absent")).startsWith("FALSE here: "));
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
  }

  @Test
  void theSameVersionBuiltAnewReplacesIt() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    awaitReady("1.0.0");
    String before = machine.status("acme").nodes().get("here").digest().orElseThrow();
    machine.install(Jars.bundle("acme", "1.0.0", "Bundle-Name", "anew"));
    await()
        .until(
            () ->
                !machine.status("acme").nodes().get("here").digest().orElseThrow().equals(before));
    awaitReady("1.0.0");

    machine.install(Jars.bundle("acme", "1.0.0", Breaks.class));
    await().until(() -> machine.ready("acme").contains("no licence"));
    assertThat(machine.running()).containsExactly("acme 1.0.0");
  }

  @Test
  void aFreshReleaseFindsThemInTheStore() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0"));
    machine.install(Jars.bundle("other", "3.0.0"));
    await().until(() -> machine.running().size() == 2);
    machine.close();

    machine = new Machine(folder.resolve("state"), folder.resolve("another-cache"));
    await().until(() -> machine.running().equals(List.of("acme 1.0.0", "other 3.0.0")));
    machine.delete("other");
    machine.close();
    machine = new Machine(folder.resolve("state"), folder.resolve("cache"));
    await().until(() -> machine.running().equals(List.of("acme 1.0.0")));
    assertThat(machine.bundles()).as("what went meanwhile goes here too").hasSize(1);
  }

  @Test
  void whatWouldMakeTheHouseAnewIsShownAndRefusedUnlessForced() throws Exception {
    machine.install(Jars.bundle("acme", "1.0.0", "Export-Package", "shared"));
    awaitReady("1.0.0");
    Bundle core =
        machine.core(Jars.bundle("core", "7.0.0", "Import-Package", "org.osgi.framework,shared"));
    byte[] next = Jars.bundle("acme", "1.1.0", "Export-Package", "shared");

    assertThat(machine.inspect(next).refreshes()).containsExactly("core 7.0.0");
    assertThatThrownBy(() -> machine.install(next))
        .hasMessageContaining("core 7.0.0 would be made");
    assertThat(machine.running()).contains("acme 1.0.0", "core 7.0.0");

    machine.install(next, true);
    await().until(() -> machine.ready("acme").equals("TRUE acme 1.1.0 runs."));
    await().until(() -> core.getState() == Bundle.ACTIVE);
    assertThat(machine.status("acme").nodes().get("here").refreshed())
        .containsExactly("core 7.0.0");
  }

  @Test
  void whatIsRefusedSaysWhatAndHow() throws Exception {
    assertRefused(
        Jars.bundle("a", "1", "Export-Package", "org.hansa.core.driver"), "org.hansa.core.driver");
    assertRefused(Jars.bundle("a", "1", "Export-Package", "org.osgi.framework"), "another's");
    assertRefused(
        Jars.bundle("a", "1", "Import-Package", "x.y;resolution:=optional;version=\"[1,2)\""),
        "imports x.y optionally");
    assertRefused(Jars.bundle("a", "1", "DynamicImport-Package", "*"), "dynamically");
    assertRefused(
        Jars.bundle(
            "a",
            "1",
            "Provide-Capability",
            "osgi.service;objectClass:List<String>=\"org.hansa.core.driver.Driver\"",
            "Import-Package",
            "java.util,org.hansa.core.driver;version=\"[1,2)\",org.hansa.core.api"),
        "it is a driver and imports org.hansa.core.api");
    assertRefused(Jars.bundle("a", "1", "Fragment-Host", "system.bundle"), "fragment");
    assertRefused(
        Jars.bundle("a", "1", "Require-Bundle", "org.hansa.core.store"), "requires the bundle");
    assertRefused(
        Jars.bundle("a", "1", "Import-Package", "org.hansa.core.driver,org.hansa.core.api"),
        "it is a driver and imports org.hansa.core.api");
    assertRefused(Jars.bundle("a", "one"), "version 'one'");
    assertRefused(new byte[] {1, 2, 3}, "damaged");
    assertRefused(Jars.kar(Map.of("repository/a.jar", new byte[] {1, 2, 3})), "damaged");
    assertRefused(Jars.kar(Map.of()), "neither a bundle nor a KAR");
    assertRefused(
        Jars.kar(
            Map.of(
                "repository/a.jar", Jars.bundle("a", "1"),
                "repository/b.jar", Jars.bundle("b", "1"))),
        "more than one bundle");
    assertThat(machine.bundles()).isEmpty();
  }

  private void assertRefused(byte[] archive, String why) {
    assertThatThrownBy(() -> machine.install(archive)).hasMessageContaining(why);
  }
}
