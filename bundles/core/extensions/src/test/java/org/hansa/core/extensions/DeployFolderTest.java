package org.hansa.core.extensions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Archives that are laid into a folder. */
class DeployFolderTest {

  @TempDir Path folder;
  private Machine machine;
  private Path deploy;
  private Path file;
  private DeployFolder watched;

  @BeforeEach
  void start() throws Exception {
    machine = new Machine(folder.resolve("state"), folder.resolve("cache"));
    deploy = Files.createDirectory(folder.resolve("deploy"));
    file = deploy.resolve("acme driver.kar");
    watched = watched();
  }

  @AfterEach
  void stop() throws Exception {
    machine.close();
  }

  private DeployFolder watched() {
    return new DeployFolder(deploy, machine.extensions, machine.store, machine.gate);
  }

  private void lay(String version, long second) throws Exception {
    Files.write(file, Jars.bundle("acme", version));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
  }

  @Test
  void whatIsLaidThereRunsAndGoesWithItsFile() throws Exception {
    lay("1.0.0", 1);
    watched.look();
    assertThat(machine.extension("acme")).as("it may not be whole yet").isEmpty();
    watched.look();
    await().until(() -> machine.running().equals(List.of("acme 1.0.0")));

    lay("1.1.0", 2);
    watched.look();
    watched.look();
    await().until(() -> machine.running().equals(List.of("acme 1.1.0")));

    Files.delete(file);
    look(3);
    assertThat(machine.extension("acme")).as("it may be about to be replaced").isPresent();
    watched.look();
    await().until(() -> machine.bundles().isEmpty());
  }

  private void look(int times) {
    for (int n = 0; n < times; n++) {
      watched.look();
    }
  }

  @Test
  void whatIsTakenAwayAndLaidThereAgainIsReplacedAndNotRemoved() throws Exception {
    lay("1.0.0", 1);
    look(2);
    await().until(() -> machine.running().equals(List.of("acme 1.0.0")));
    String uid = machine.extension("acme").orElseThrow().uid();

    Files.delete(file);
    look(3);
    lay("1.1.0", 2);
    look(2);
    await().until(() -> machine.running().equals(List.of("acme 1.1.0")));
    assertThat(machine.extension("acme").orElseThrow().uid()).as("upgraded").isEqualTo(uid);

    Files.delete(file);
    look(3);
    assertThat(machine.extension("acme")).as("counted anew").isPresent();
    watched.look();
    await().until(() -> machine.bundles().isEmpty());
  }

  @Test
  void anEmptyFolderOfAFreshReleaseRemovesNothing() throws Exception {
    lay("1.0.0", 1);
    watched.look();
    watched.look();
    await().until(() -> machine.running().equals(List.of("acme 1.0.0")));
    Files.delete(file);

    DeployFolder fresh = watched();
    fresh.look();
    fresh.look();
    assertThat(machine.extension("acme")).isPresent();
  }

  @Test
  void whatIsRefusedIsNotTriedAgainUntilItChanges() throws Exception {
    Files.write(file, new byte[] {1});
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
    watched.look();
    watched.look();
    watched.look();
    assertThat(machine.bundles()).isEmpty();

    lay("1.0.0", 2);
    watched.look();
    watched.look();
    await().until(() -> machine.running().equals(List.of("acme 1.0.0")));
  }
}
