package org.hansa.core.gate;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.store.Store;

/** What the gate does once, when it starts. */
final class Opening {

  /** Sealed values tried before a key is called wrong: one of them may be damaged. */
  private static final int TRIED = 20;

  private Opening() {}

  /** The vault with the right key, or shut. */
  static Vault vault(Store store, KeyFiles files, SecureRandom random) {
    try {
      return changing(store, files, random).orElseGet(() -> lasting(store, files, random));
    } catch (Problem e) {
      return Vault.shut(e, random);
    }
  }

  private static Vault lasting(Store store, KeyFiles files, SecureRandom random) {
    List<Resource> sealed = sealed(store).limit(TRIED).toList();
    Optional<byte[]> key = files.read();
    if (key.isEmpty() && !sealed.isEmpty()) {
      throw Vault.trouble(
          "the root key " + files.key() + " is missing, but sealed values exist",
          "Put the key back from where it was kept apart from the backup.");
    }
    Vault vault = Vault.of(key.orElseGet(() -> files.create(random)), Optional.empty(), random);
    if (sealed.isEmpty() || sealed.stream().anyMatch(r -> opens(vault, store, r))) {
      return vault;
    }
    throw Vault.trouble(
        "the root key " + files.key() + " does not open the sealed values",
        "Put back the key under which they were sealed.");
  }

  /** A renewal that was cut off goes on if anything was sealed under the next key. */
  private static Optional<Vault> changing(Store store, KeyFiles files, SecureRandom random) {
    Optional<byte[]> next = files.next();
    if (next.isEmpty()) {
      return Optional.empty();
    }
    Vault alone = Vault.of(next.get(), Optional.empty(), random);
    if (sealed(store).anyMatch(r -> opens(alone, store, r))) {
      return Optional.of(Vault.of(next.get(), files.read().or(() -> next), random));
    }
    files.discardNext();
    return Optional.empty();
  }

  private static Stream<Resource> sealed(Store store) {
    return Rekeying.kept(store.snapshot()).filter(r -> store.sealed(r.ref()).isPresent());
  }

  private static boolean opens(Vault vault, Store store, Resource resource) {
    Optional<byte[]> bytes = store.sealed(resource.ref());
    return bytes.flatMap(b -> vault.unseal(resource.ref(), resource.uid(), b)).isPresent();
  }

  /**
   * Keeps the kinds, makes the tenants of a state from before there were any, and lets the first
   * administrator in.
   *
   * @param commit makes changes in the gate's own name
   * @return what was refused
   */
  static Optional<Problem> begin(
      Store store, Path state, Registry registry, Consumer<List<Change>> commit) {
    try {
      commit.accept(kept(registry));
      List<Change> tenants = Tenants.missing(store::snapshot);
      if (!tenants.isEmpty()) {
        commit.accept(tenants);
      }
      bootstrap(store, state, commit);
      return Optional.empty();
    } catch (Problem e) {
      return Optional.of(e);
    }
  }

  /** What stands in the store by the gate's own doing: the live kinds, and the installation. */
  static List<Change> kept(Registry registry) {
    List<Change> puts = new ArrayList<>();
    registry.drafts().forEach(draft -> puts.add(Change.Put.of(draft)));
    puts.add(Change.Put.of(Draft.of(Installation.SELF, Doc.EMPTY)));
    return puts;
  }

  /**
   * The first administrator, if nobody may log in yet. The file goes when its account is durable,
   * or when it can make none; a commit that fails leaves it for the next start.
   */
  static void bootstrap(Store store, Path state, Consumer<List<Change>> commit) {
    if (store.snapshot().list(Account.KIND).findAny().isEmpty()) {
      List<Change> changes = readable(state);
      if (!changes.isEmpty()) {
        commit.accept(changes);
      }
    }
    Bootstrap.discard(state);
  }

  private static List<Change> readable(Path state) {
    try {
      return Bootstrap.read(state);
    } catch (Problem e) {
      if (e.reason() == Problem.Reason.INVALID) {
        Bootstrap.discard(state);
      }
      throw e;
    }
  }
}
