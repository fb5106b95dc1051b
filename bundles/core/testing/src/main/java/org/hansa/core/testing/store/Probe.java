package org.hansa.core.testing.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/** What the rules write, and how they wait. */
final class Probe {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Probe() {}

  static Ref ref(String name) {
    return new Ref("Thing", "demo", name);
  }

  static Resource thing(String name, long value) {
    return Resource.fresh(
        Draft.of(ref(name), Doc.of(Json.tree(Map.of("value", value)))),
        "uid-" + name,
        START,
        Optional.empty());
  }

  static long value(Resource thing) {
    return thing.spec().at("/value").orElseThrow().asLong();
  }

  static Optional<Long> value(Snapshot of, String name) {
    return of.get(ref(name)).map(Probe::value);
  }

  static Transaction writes(List<Resource> puts) {
    return new Transaction(puts, List.of(), List.of(), Map.of());
  }

  static Snapshot put(Store store, String name, long value) {
    return store.transact(s -> writes(List.of(thing(name, value))));
  }

  static Entry entry(String subject, int second, String body) {
    return new Entry(
        "test",
        START.plusSeconds(second),
        Optional.of(ref(subject)),
        "uid-" + subject,
        "tester",
        "contract",
        Doc.of(Json.tree(Map.of("text", body))));
  }

  static Instant second(int second) {
    return START.plusSeconds(second);
  }

  static Optional<Problem.Reason> refusal(Store store, Function<Snapshot, Transaction> decide) {
    return refusal(() -> store.transact(decide));
  }

  /** With which reason it is refused, or empty if it is not. */
  static Optional<Problem.Reason> refusal(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (Problem e) {
      return Optional.of(e.reason());
    }
  }

  static void await(String what, BooleanSupplier holds) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      StoreContract.require(System.nanoTime() - until < 0, "in vain waited for: " + what);
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  /** Runs the work in so many threads, and throws what one of them threw. */
  static void together(int threads, Function<Integer, Runnable> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        all.add(pool.submit(work.apply(i)));
      }
      for (Future<?> one : all) {
        one.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
