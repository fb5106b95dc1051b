package org.hansa.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup is taken for what an installation with this root key wrote, or for nothing. */
class SealTest {

  @TempDir Path folder;
  private BackedUp here;
  private Path backup;
  private Forged forged;

  @BeforeEach
  void make() throws Exception {
    here = new BackedUp(folder.resolve("state"));
    here.store.transact(
        s ->
            new Transaction(
                List.of(Samples.resource(Samples.ref("a"), 7)),
                List.of(),
                List.of(Samples.entry(Entry.LEDGER, Samples.ref("a"), Samples.NOON, 3)),
                Map.of()));
    here.make("first");
    backup = here.state.resolve("backups/first");
    forged = new Forged(backup);
  }

  @AfterEach
  void close() {
    here.close();
  }

  private void secret() {
    here.store.transact(
        s ->
            new Transaction(
                List.of(),
                List.of(),
                List.of(),
                Map.of(new Ref("Secret", "acme", "door"), Optional.of(new byte[] {1, 2}))));
  }

  private void otherKey() throws Exception {
    byte[] other = new byte[32];
    other[5] = 1;
    Files.write(here.state.resolve(RootKey.FILE), other);
  }

  @Test
  void whileTheRootKeyIsRenewedNoneIsMadeOrRestored() throws Exception {
    Path next = here.state.resolve("root.key.next");
    Files.write(next, new byte[32]);
    assertThatThrownBy(() -> here.make("second"))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.CONFLICT));
    refused(Backups.Trust.SEALED, Problem.Reason.CONFLICT, "root key is being renewed");
    assertThat(here.state.resolve("backups/second")).doesNotExist();
    Files.delete(next);
    here.make("second");
  }

  private void refused(Backups.Trust trust, Problem.Reason reason, String... texts) {
    long before = here.store.snapshot().revision();
    assertThatThrownBy(() -> here.restore(backup.toString(), trust))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.reason()).as(p.line()).isEqualTo(reason);
              assertThat(p.line()).contains(texts);
            });
    assertThat(here.store.snapshot().revision()).isEqualTo(before);
  }

  private String restored() {
    List<Store.Numbered> all = here.store.entries(Store.Query.all(Entry.AUDIT, 0, 100)).entries();
    return all.get(all.size() - 1).entry().body().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "resources, \"value\":7, \"value\":8",
    "entries, '\"number\":1', '\"number\":2'",
    "entries, '}', '} '",
  })
  void whatWasChangedWithAllItsDigestsIsRefusedWhoeverAnswers(String part, String text, String by)
      throws Exception {
    forged.part(part, text, by);
    for (Backups.Trust trust : Backups.Trust.values()) {
      refused(trust, Problem.Reason.INVALID, "does not fit its seal", "Restore another");
    }
  }

  @Test
  void whatTheManifestSaysIsSealedToo() throws Exception {
    forged.manifest(tree -> tree.put("made", "2030-01-01T00:00:00Z"));
    refused(Backups.Trust.SEALED, Problem.Reason.INVALID, "does not fit its seal");
  }

  @Test
  void withoutASealItIsTakenOnlyIfSomebodyAnswersForIt() throws Exception {
    forged.manifest(tree -> tree.remove("seal"));
    refused(Backups.Trust.SEALED, Problem.Reason.CONFLICT, "has no seal", "--unsealed");
    here.restore("first", Backups.Trust.VOUCHED);
    assertThat(restored()).contains("\"op\":\"restore\"", "\"sealed\":false");
  }

  /** As the release before wrote it. */
  @Test
  void oneOfTheFormerFormatHasNoSeal() throws Exception {
    forged.manifest(tree -> tree.put("format", 1).remove("seal"));
    refused(Backups.Trust.SEALED, Problem.Reason.CONFLICT, "has no seal", "--unsealed");
    here.restore("first", Backups.Trust.VOUCHED);
    assertThat(here.store.snapshot().get(Samples.ref("a"))).isPresent();
  }

  @Test
  void oneThatWasMadeWithoutARootKeyHasNoSeal() throws Exception {
    Files.delete(here.state.resolve(RootKey.FILE));
    here.make("bare");
    assertThatThrownBy(() -> here.restore("bare")).hasMessageContaining("has no seal");
    here.restore("bare", Backups.Trust.VOUCHED);
  }

  @Test
  void underAnotherRootKeyItIsTakenIfSomebodyAnswersForItAndThereAreNoSecrets() throws Exception {
    otherKey();
    refused(Backups.Trust.SEALED, Problem.Reason.CONFLICT, "another root key", "--unsealed");
    here.restore("first", Backups.Trust.VOUCHED);
    assertThat(restored()).contains("\"sealed\":false");
  }

  @ParameterizedTest
  @EnumSource(Backups.Trust.class)
  void secretsThatCouldNotBeReadAreNotRestored(Backups.Trust trust) throws Exception {
    secret();
    here.make("second");
    backup = here.state.resolve("backups/second");
    otherKey();
    refused(trust, Problem.Reason.CONFLICT, "another root key", "Put that key in its place");
    Files.delete(here.state.resolve(RootKey.FILE));
    refused(trust, Problem.Reason.CONFLICT, "another root key");
  }

  @Test
  void aKeyThatIsNoneIsNotTakenForOne() throws Exception {
    Files.write(here.state.resolve(RootKey.FILE), new byte[31]);
    refused(Backups.Trust.SEALED, Problem.Reason.UNAVAILABLE, "has 31 bytes");
    assertThatThrownBy(() -> here.make("second")).hasMessageContaining("has 31 bytes");
  }

  /** Between the look at it and the reading of it somebody may write there. */
  @ParameterizedTest
  @CsvSource({"entries.ndjson, resources", "catalogue.ndjson, resources", "blobs.ndjson, entries"})
  void whatIsChangedAfterTheLookIsRefused(String file, String after) throws Exception {
    long before = here.store.snapshot().revision();
    assertThatThrownBy(
            () ->
                here.backups.restore(
                    "first",
                    Backups.Trust.SEALED,
                    "user:ada",
                    "test",
                    line -> {
                      if (line.startsWith(after + ":")) {
                        append(backup.resolve(file));
                      }
                    }))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.reason()).isEqualTo(Problem.Reason.INVALID))
        .hasMessageContaining("was changed while it was read");
    assertThat(here.store.snapshot().revision()).isEqualTo(before);
    assertThat(here.store.snapshot().get(Samples.ref("a"))).isPresent();
  }

  private static void append(Path file) {
    try {
      Files.writeString(file, Files.readString(file) + "{}\n");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
