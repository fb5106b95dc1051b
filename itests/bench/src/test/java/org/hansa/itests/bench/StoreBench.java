package org.hansa.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Transaction;
import org.hansa.core.store.SqliteStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store alone: each write replaces one resource if it still has the revision last seen. */
class StoreBench {

  private static final int OTHERS = 10_000;

  @TempDir Path folder;

  @Test
  void storeAgainstAnAppendLog() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder.resolve("state"), InstantSource.system())) {
      for (int from = 0; from < OTHERS; from += 1000) {
        List<Resource> some = new ArrayList<>();
        for (int i = from; i < from + 1000; i++) {
          some.add(resource(i));
        }
        store.transact(s -> put(some));
      }
      long before = store.snapshot().revision();
      long[] revisions = new long[Duel.CALLERS];
      for (int caller = 0; caller < Duel.CALLERS; caller++) {
        revisions[caller] = store.snapshot().get(ref(caller)).orElseThrow().revision();
      }
      byte[] record = Samples.application(0, 0).utf8();
      Duel.run(
          "store",
          folder,
          record,
          (caller, round) -> {
            var next = Samples.application(caller, round);
            Ref ref = ref(caller);
            var after =
                store.transact(
                    s -> {
                      Resource found = s.get(ref).orElseThrow();
                      if (found.revision() != revisions[caller]) {
                        throw new IllegalStateException(ref + " was changed by another");
                      }
                      return put(List.of(found.withSpec(next)));
                    });
            revisions[caller] = after.revision();
          });
      assertThat(store.snapshot().revision()).isGreaterThan(before);
      assertThat(store.snapshot().get(ref(7)).orElseThrow().revision()).isEqualTo(revisions[7]);
    }
  }

  private static Ref ref(int number) {
    return new Ref("Application", "acme", "app-" + number);
  }

  private static Resource resource(int number) {
    return Resource.fresh(
        Draft.of(ref(number), Samples.application(number, 0)),
        "uid-" + number,
        Instant.now(),
        Optional.empty());
  }

  private static Transaction put(List<Resource> puts) {
    return new Transaction(puts, List.of(), List.of(), Map.of());
  }
}
