package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.store.Backups;
import org.junit.jupiter.api.Test;

/** Backups, restores and what follows them, from the shell. */
class BackupCommandsTest {

  private final Fakes fakes = new Fakes();
  private final List<String> asked = new ArrayList<>();
  private Outlook.Difference difference = new Outlook.Difference(List.of(), List.of());

  private final Backups backups =
      new Backups() {
        @Override
        public Backup make(
            Optional<String> target, String by, String cause, Consumer<String> progress) {
          asked.add("make " + target + " " + by);
          progress.accept("resources: 3");
          return list().get(0);
        }

        @Override
        public List<Backup> list() {
          return List.of(
              new Backup(
                  "first",
                  "/s/first",
                  "i",
                  7,
                  Instant.EPOCH,
                  3 << 20,
                  new TreeMap<>(Map.of("resources", 3L))));
        }

        @Override
        public void remove(String name, String by, String cause) {
          asked.add("remove " + name + " " + by);
        }

        @Override
        public List<String> keep(int newest, String by, String cause) {
          asked.add("keep " + newest + " " + by);
          return List.of("20251231-120000");
        }

        @Override
        public void restore(
            String target, Trust trust, String by, String cause, Consumer<String> progress) {
          asked.add("restore " + target + " " + trust + " " + by);
        }
      };

  private BackupCommand backup(String target) {
    BackupCommand command = new BackupCommand();
    command.backups = backups;
    command.target = target;
    return command;
  }

  private BackupDeleteCommand delete(boolean yes) {
    BackupDeleteCommand command = new BackupDeleteCommand();
    command.backups = backups;
    command.name = "first";
    command.yes = yes;
    return command;
  }

  private RestoreCommand restore(boolean yes) {
    RestoreCommand command = new RestoreCommand();
    command.backups = backups;
    command.target = "first";
    command.yes = yes;
    return command;
  }

  private AcceptCommand accept(boolean yes) {
    AcceptCommand command = new AcceptCommand();
    command.store = fakes.store;
    command.outlook = () -> difference;
    command.yes = yes;
    command.wait = 0;
    return command;
  }

  private void held(String... reasons) {
    Resource self =
        Resource.fresh(Draft.of(Installation.SELF, Doc.EMPTY), "u", Fakes.NOW, Optional.empty());
    fakes.resources.put(self.ref(), self.withHolds(new TreeSet<>(List.of(reasons))));
  }

  @Test
  void aBackupSaysHowItGoesAndWhereItIs() throws Exception {
    fakes.as("ada", backup("first"));
    assertThat(asked).containsExactly("make Optional[first] user:ada");
    assertThat(fakes.printed()).contains("resources: 3", "Revision 7 is in /s/first, 3 MiB.");
    BackupsCommand list = new BackupsCommand();
    list.backups = backups;
    fakes.as("ada", list);
    assertThat(fakes.printed()).contains("first", "1970-01-01T00:00:00Z", "3 MiB");
  }

  @Test
  void describeSaysThatEverythingIsHeld() throws Exception {
    Ref site = new Ref("Site", "demo", "a");
    fakes.resources.put(
        site, Resource.fresh(Draft.of(site, Doc.EMPTY), "u-a", Fakes.NOW, Optional.empty()));
    DescribeCommand command = new DescribeCommand();
    command.store = fakes.store;
    command.kind = site.toString();
    fakes.as("ada", command);
    assertThat(fakes.printed()).contains("uid u-a").doesNotContain("Nothing outside");
    held(Installation.RESTORED);
    fakes.as("ada", command);
    assertThat(fakes.printed())
        .contains("Nothing outside is changed while Installation/system/self is held: restored");
  }

  @Test
  void whoMayNotIsRefused() {
    fakes.forbidden.add("write Backup");
    fakes.forbidden.add("apply Backup");
    fakes.forbidden.add("delete Backup");
    fakes.forbidden.add("hold Installation");
    held(Installation.RESTORED);
    assertThatThrownBy(() -> fakes.as("ada", backup(null))).hasMessageContaining("not allowed");
    assertThatThrownBy(() -> fakes.as("ada", delete(true))).hasMessageContaining("not allowed");
    assertThatThrownBy(() -> fakes.as("ada", restore(true))).hasMessageContaining("not allowed");
    assertThatThrownBy(() -> fakes.as("ada", accept(true))).hasMessageContaining("not allowed");
    assertThat(asked).isEmpty();
    assertThat(fakes.submitted).isEmpty();
  }

  @Test
  void oneIsRemovedAfterAQuestion() throws Exception {
    assertThatThrownBy(() -> fakes.as("ada", delete(false))).hasMessageContaining("--yes");
    fakes.interactive = true;
    fakes.input.add("n");
    assertThatThrownBy(() -> fakes.as("ada", delete(false)))
        .hasMessageContaining("nothing was done");
    assertThat(asked).isEmpty();
    fakes.input.add("y");
    fakes.as("ada", delete(false));
    BackupDeleteCommand program = delete(true);
    program.json = true;
    fakes.as("ada", program);
    assertThat(asked).containsExactly("remove first user:ada", "remove first user:ada");
    assertThat(fakes.printed()).contains("Backup first is removed.", "\"removed\" : \"first\"");
  }

  @Test
  void whatIsNamedByTheTimeIsKeptUpToANumber() throws Exception {
    BackupCommand nightly = backup(null);
    nightly.keep = 7;
    fakes.as("ada", nightly);
    assertThat(asked).containsExactly("make Optional.empty user:ada", "keep 7 user:ada");
    assertThat(fakes.printed()).contains("Backup 20251231-120000 is removed.");
    asked.clear();

    nightly.keep = 0;
    assertThatThrownBy(() -> fakes.as("ada", nightly)).hasMessageContaining("from 1 to 1000");
    nightly.keep = 7;
    nightly.target = "first";
    assertThatThrownBy(() -> fakes.as("ada", nightly)).hasMessageContaining("without a name");
    nightly.target = null;
    fakes.forbidden.add("delete Backup");
    assertThatThrownBy(() -> fakes.as("ada", nightly)).hasMessageContaining("not allowed");
    assertThat(asked).as("nothing is made either").isEmpty();
  }

  @Test
  void aRestoreIsAskedForTwice() throws Exception {
    assertThatThrownBy(() -> fakes.as("ada", restore(false))).hasMessageContaining("--yes");
    fakes.interactive = true;
    fakes.input.add("n");
    assertThatThrownBy(() -> fakes.as("ada", restore(false)))
        .hasMessageContaining("nothing was done");
    assertThat(asked).isEmpty();
    fakes.input.add("y");
    fakes.as("ada", restore(false));
    assertThat(asked).containsExactly("restore first SEALED user:ada");
    assertThat(fakes.printed()).contains("store:accept");
  }

  @Test
  void onlyWhoSaysSoAnswersForABackupWithoutASeal() throws Exception {
    RestoreCommand command = restore(true);
    command.unsealed = true;
    fakes.as("ada", command);
    assertThat(asked).containsExactly("restore first VOUCHED user:ada");
  }

  @Test
  void whatWouldBeDoneIsShownAndThenTheHoldIsReleased() throws Exception {
    held(Installation.RESTORED);
    Ref thing = new Ref("Thing", "demo", "a");
    Ref at = new Ref("Endpoint", "system", "there");
    difference =
        new Outlook.Difference(
            List.of(
                new Outlook.Line(Outlook.Deed.CREATE, thing, at, "box", "u1"),
                new Outlook.Line(Outlook.Deed.ORPHAN, at, at, "box", "u2")),
            List.of(new Ref("Thing", "demo", "b")));
    assertThatThrownBy(() -> fakes.as("ada", accept(false))).hasMessageContaining("--yes");
    assertThat(fakes.submitted).isEmpty();
    assertThat(fakes.printed())
        .contains("create", "Thing/demo/a", "remove the orphan", "u2", "could not be observed");

    fakes.as("ada", accept(true));
    assertThat(fakes.submitted)
        .singleElement()
        .satisfies(
            r ->
                assertThat(r.changes())
                    .containsExactly(
                        new Change.Hold(Installation.SELF, Installation.RESTORED, false)));
  }

  @Test
  void withoutARestoreThereIsNothingToAccept() {
    held("a person's own reason");
    assertThatThrownBy(() -> fakes.as("ada", accept(true)))
        .hasMessageContaining("nothing to accept");
    assertThat(fakes.submitted).isEmpty();
  }
}
