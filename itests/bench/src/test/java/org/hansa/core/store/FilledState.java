package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * The state folder of an installation that is stopped, filled with many writes like one that was
 * made through a door: its resource and its audit entry, under other names and with other digits.
 * Many go into one transaction, which is all that differs from as many single writes.
 */
public final class FilledState {

  /** Stands in the spec of what is copied, where each copy has digits of its own. */
  public static final String MARK = "000000000000";

  private static final int AT_ONCE = 2000;

  private final Path state;
  private final Limits limits;

  /**
   * @param retained changes that are kept: the installation's own option must say the same
   */
  public FilledState(Path state, int retained) {
    this.state = state;
    this.limits =
        new Limits(
            retained,
            Limits.DEFAULT.waiting(),
            Limits.DEFAULT.busy(),
            Limits.DEFAULT.blobBytes(),
            Limits.DEFAULT.blobQuota());
  }

  /** The name of one of the resources. */
  public static String name(int number) {
    return "bench-" + number;
  }

  /**
   * Writes each of the resources again and again, in turn, until there were so many writes.
   *
   * @param like what is copied
   * @param writes at least as many as resources
   * @return the revision after which the writes began
   */
  public long fill(Ref like, int resources, int writes) {
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system(), limits)) {
      Resource resource = store.snapshot().get(like).orElseThrow();
      Entry entry = newest(store, like);
      long before = store.snapshot().revision();
      int step = Math.min(AT_ONCE, resources);
      for (int from = 0; from < writes; from += step) {
        int first = from;
        int end = Math.min(writes, from + step);
        store.transact(s -> some(s, resource, entry, resources, first, end));
      }
      return before;
    }
  }

  /** The revision of the first change after this one. */
  public long next(long revision) {
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system(), limits)) {
      return store.changes(revision, 1).get(0).revision();
    }
  }

  private static Entry newest(Store store, Ref subject) {
    Store.Query query =
        new Store.Query(
            Entry.AUDIT,
            Optional.of(subject),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            true,
            1);
    return store.entries(query).entries().get(0).entry();
  }

  private static Transaction some(
      Snapshot now, Resource resource, Entry entry, int resources, int from, int end) {
    List<Resource> puts = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Instant at = Instant.now();
    for (int i = from; i < end; i++) {
      Ref ref = new Ref(resource.ref().kind(), resource.ref().tenant(), name(i % resources));
      Resource put = put(now, ref, resource, i);
      puts.add(put);
      entries.add(
          new Entry(
              entry.stream(),
              at,
              Optional.of(ref),
              put.uid(),
              entry.actor(),
              entry.cause(),
              entry.body()));
    }
    return new Transaction(puts, List.of(), entries, Map.of());
  }

  private static Resource put(Snapshot now, Ref ref, Resource like, int number) {
    String text = new String(like.spec().utf8(), StandardCharsets.UTF_8);
    String digits = String.format("%012d", number);
    Doc spec = Doc.ofCanonical(text.replace(MARK, digits).getBytes(StandardCharsets.UTF_8));
    return now.get(ref)
        .map(found -> found.withSpec(spec))
        .orElseGet(
            () ->
                Resource.fresh(
                        new Draft(ref, like.labels(), Optional.empty(), like.finalizers(), spec),
                        UUID.randomUUID().toString(),
                        like.created(),
                        Optional.empty())
                    .withStatus(like.status()));
  }
}
