package org.hansa.core.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/**
 * The state folder of an installation that is stopped, filled with many writes like those that one
 * resource and all that it owns came to: the same under other names, uids and digits, each with the
 * audit entry of the first. Many go into one transaction, which is all that differs from as many
 * single writes. So whoever steps a copy finds it as the first was left.
 */
public final class FilledState {

  /** Stands in the spec of what is copied, where each write has digits of its own. */
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

  /** The name of one of the copies; the first is what is copied. */
  public static String name(int number) {
    return "bench-" + number;
  }

  /** What is copied: the texts of a resource and of all that it owns, and the audit entry. */
  private record Family(List<Resource> members, List<String> texts, Entry entry) {

    static Family of(Store store, Ref head) {
      Snapshot now = store.snapshot();
      List<Resource> members = new ArrayList<>(List.of(now.get(head).orElseThrow()));
      for (int i = 0; i < members.size(); i++) {
        members.addAll(now.owned(members.get(i)));
      }
      List<String> texts = members.stream().map(r -> Json.text(ResourceJson.write(r))).toList();
      return new Family(members, texts, newest(store, head));
    }

    /**
     * @param number of the copy; that of the first is itself
     * @param digits of this write
     */
    void copy(int number, int digits, List<Resource> puts, List<Entry> entries, Instant at) {
      for (String text : texts) {
        String copy = text.replace(MARK, String.format("%012d", digits));
        if (number > 0) {
          copy = copy.replace(name(0), name(number));
          for (Resource member : members) {
            copy = copy.replace(member.uid(), uid(member, number));
          }
        }
        Resource put = ResourceJson.read(Json.read(copy));
        puts.add(put);
        entries.add(
            new Entry(
                entry.stream(),
                at,
                Optional.of(put.ref()),
                put.uid(),
                entry.actor(),
                entry.cause(),
                entry.body()));
      }
    }

    private static String uid(Resource member, int number) {
      return UUID.nameUUIDFromBytes((member.uid() + number).getBytes(US_ASCII)).toString();
    }
  }

  /**
   * Writes each of the copies again and again, in turn, until there were so many writes.
   *
   * @param head what is copied, with all that it owns; its name is {@link #name} of 0
   * @param resources that there are in the end at least
   * @param writes at least as many as resources
   * @return the revision after which the writes began
   */
  public long fill(Ref head, int resources, int writes) {
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system(), limits)) {
      Family family = Family.of(store, head);
      long before = store.snapshot().revision();
      int size = family.members().size();
      int copies = (resources + size - 1) / size;
      int all = (writes + size - 1) / size;
      int step = Math.min(AT_ONCE / size, copies);
      for (int from = 0; from < all; from += step) {
        int first = from;
        int end = Math.min(all, from + step);
        store.transact(s -> some(family, copies, first, end));
      }
      return before;
    }
  }

  /** How many resources one copy is. */
  public int size(Ref head) {
    try (SqliteStore store = SqliteStore.open(state, InstantSource.system(), limits)) {
      return Family.of(store, head).members().size();
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

  private static Transaction some(Family family, int copies, int from, int end) {
    List<Resource> puts = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    Instant at = Instant.now();
    for (int i = from; i < end; i++) {
      family.copy(i % copies, i, puts, entries, at);
    }
    return new Transaction(puts, List.of(), entries, Map.of());
  }
}
