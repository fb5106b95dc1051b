package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was done stays said, whatever state is put in the place of which. */
class FormerAuditTest {

  private static final int MANY = 2500;

  @TempDir Path folder;
  private BackedUp here;
  private long clock;

  @BeforeEach
  void open() throws Exception {
    here = new BackedUp(folder.resolve("state"));
  }

  @AfterEach
  void close() {
    here.close();
  }

  private void say(BackedUp there, String who) {
    Instant at = Samples.NOON.plusSeconds(clock++);
    Entry audit = new Entry(Entry.AUDIT, at, Optional.empty(), "", who, "c", Doc.EMPTY);
    Entry event = new Entry(Entry.EVENT, at, Optional.empty(), "", who, "c", Doc.EMPTY);
    there.store.transact(
        s -> new Transaction(List.of(), List.of(), List.of(audit, event), Map.of()));
  }

  private static List<Store.Numbered> audit(BackedUp there) {
    List<Store.Numbered> all = new ArrayList<>();
    Optional<Long> next = Optional.of(0L);
    while (next.isPresent()) {
      Store.Page page = there.store.entries(Store.Query.all(Entry.AUDIT, next.get(), 1000));
      all.addAll(page.entries());
      next = page.next();
    }
    return all;
  }

  private static List<String> actors(BackedUp there) {
    return audit(there).stream().map(n -> n.entry().actor()).toList();
  }

  @Test
  void whatCameAfterTheBackupKeepsItsPlace() {
    say(here, "before");
    here.make("first");
    for (int n = 0; n < MANY; n++) {
      say(here, "after" + n);
    }
    List<Store.Numbered> all = audit(here);
    here.restore("first");

    List<Store.Numbered> now = audit(here);
    assertThat(now).hasSize(all.size() + 1).startsWith(all.toArray(new Store.Numbered[0]));
    Store.Numbered last = now.get(now.size() - 1);
    assertThat(last.entry().actor()).isEqualTo("user:ada");
    assertThat(last.entry().body().toString())
        .contains("\"op\":\"restore\"", "\"backup\":\"first\"", "\"kept\":" + (MANY + 1));
    assertThat(here.store.entries(Store.Query.all(Entry.EVENT, 0, 10)).entries()).hasSize(1);
    say(here, "next");
    assertThat(audit(here)).extracting(Store.Numbered::number).doesNotHaveDuplicates().isSorted();
    assertThat(actors(here)).endsWith("user:ada", "next");

    // Once more: what was kept before is kept again, and nothing comes twice.
    here.restore("first");
    assertThat(audit(here)).startsWith(now.toArray(new Store.Numbered[0]));
    assertThat(actors(here)).endsWith("user:ada", "next", "user:ada");
  }

  /** Two went on from one state: under the same numbers each has said something else. */
  @Test
  void whatAnotherInstallationSaidUnderTheSameNumbersIsKeptBeside() throws Exception {
    say(here, "common");
    here.make("first");
    try (BackedUp there = new BackedUp(folder.resolve("there"))) {
      there.restore(here.state.resolve("backups/first").toString());
      say(there, "there1");
      say(there, "there2");
      there.make("second");
      say(here, "here1");
      here.restore(there.state.resolve("backups/second").toString());
    }
    assertThat(actors(here))
        .containsSubsequence("common", "user:ada", "there1", "there2", "here1", "user:ada")
        .containsOnlyOnce("common", "there1", "there2", "here1");
    assertThat(audit(here)).extracting(Store.Numbered::number).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void whereItCannotBeReadTheAuditSaysSo() throws Exception {
    say(here, "before");
    here.make("first");
    here.store.close();
    Files.write(here.state.resolve("hansa.db"), new byte[8192]);
    Files.deleteIfExists(here.state.resolve("hansa.db-wal"));
    Offline.answer("restore", here.state.toString(), "first");
    here = new BackedUp(here.state);

    assertThat(actors(here)).containsExactly("before", "system:upgrade");
    assertThat(audit(here).get(1).entry().body().toString()).contains("could not all be read");
  }
}
