package org.hansa.core.gate;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.hansa.core.api.Account;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Progress;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * Renews the root key. The next key is on the disk before anything is sealed under it, and takes
 * the place of the former when nothing needs that any more; in between both open.
 */
final class Rekeying implements RootKeys {

  /** Values sealed anew in one transaction, which holds up others as long as it is decided. */
  private static final int MOST = 500;

  private record Old(Resource resource, Map<String, String> values) {}

  private final Store store;
  private final Vault vault;
  private final KeyFiles files;
  private final SecureRandom random;
  private final Semaphore one = new Semaphore(1);

  Rekeying(Store store, Vault vault, KeyFiles files, SecureRandom random) {
    this.store = store;
    this.vault = vault;
    this.files = files;
    this.random = random;
  }

  @Override
  public Renewed renew(String by, String cause, Progress progress) {
    vault.requireOpen();
    // Before a key is made that nobody needs.
    store.requireAlone();
    if (!one.tryAcquire()) {
      throw Problem.conflict("the root key is being renewed", "Try again when it is done.");
    }
    try {
      if (!vault.isChanging()) {
        vault.change(files.next().orElseGet(() -> files.createNext(random)));
      }
      return finish(by, cause, progress);
    } finally {
      one.release();
    }
  }

  /** Ends what was begun: again as often as it is cut off. */
  Renewed finish(String by, String cause, Progress progress) {
    // Nodes that know the former key alone would seal under it, and could read nothing.
    store.requireAlone();
    say(by, cause);
    // What was decided before that is sealed under the former key; all later is not.
    int done = 0;
    while (true) {
      List<Old> old = new ArrayList<>();
      List<String> unread = new ArrayList<>();
      look(old, unread);
      if (old.isEmpty()) {
        store.requireAlone();
        Path former = files.promote(store.snapshot().now());
        vault.forget();
        return new Renewed(done, unread, former.toString());
      }
      for (int from = 0; from < old.size(); from += MOST) {
        List<Old> some = old.subList(from, Math.min(old.size(), from + MOST));
        store.transact(now -> anew(now, some));
        int sealed = Math.min(from + MOST, old.size());
        progress.at(sealed, old.size(), sealed + " of " + old.size() + " values");
      }
      done += old.size();
    }
  }

  private void say(String by, String cause) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("decision", "allowed");
    body.putArray("changes").addObject().put("op", "rekey").put("ref", KEY.toString());
    store.transact(
        now -> {
          String uid = now.get(Installation.SELF).map(Resource::uid).orElse("");
          Optional<Ref> subject = Optional.of(Installation.SELF);
          Entry entry = new Entry(Entry.AUDIT, now.now(), subject, uid, by, cause, Doc.of(body));
          return new Transaction(List.of(), List.of(), List.of(entry), Map.of());
        });
  }

  /** Sorts what is sealed under the former key, or under none. */
  private void look(List<Old> old, List<String> unread) {
    for (Resource each : kept(store.snapshot()).toList()) {
      Optional<byte[]> sealed = store.sealed(each.ref());
      if (sealed.isPresent() && !vault.isCurrent(each.ref(), each.uid(), sealed.get())) {
        vault
            .unseal(each.ref(), each.uid(), sealed.get())
            .ifPresentOrElse(
                values -> old.add(new Old(each, values)), () -> unread.add(each.ref().toString()));
      }
    }
  }

  static Stream<Resource> kept(Snapshot snapshot) {
    return Stream.concat(snapshot.list(Secret.KIND), snapshot.list(Account.KIND));
  }

  /** What was set anew since it was read, or has gone, is left as it is. */
  private Transaction anew(Snapshot now, List<Old> some) {
    Map<Ref, Optional<byte[]>> sealed = new HashMap<>();
    for (Old each : some) {
      Resource then = each.resource();
      if (now.get(then.ref()).filter(r -> r.revision() == then.revision()).isPresent()) {
        sealed.put(then.ref(), Optional.of(vault.seal(then.ref(), then.uid(), each.values())));
      }
    }
    return new Transaction(List.of(), List.of(), List.of(), sealed);
  }
}
