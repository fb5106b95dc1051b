package org.hansa.core.runtime.delivery;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.store.Changed;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;

/** A store in memory that tells its watchers in the thread that commits. */
final class MemoryStore implements Store {

  private final List<Consumer<List<Changed>>> sinks = new CopyOnWriteArrayList<>();
  private final List<Changed> log = new ArrayList<>();
  private volatile Snapshot state = new MemorySnapshot(0, List.of());
  private int refusals;

  /** So many of the next watches are refused as compacted. */
  synchronized void refuse(int watches) {
    refusals = watches;
  }

  int watchers() {
    return sinks.size();
  }

  synchronized void put(Resource... resources) {
    transact(s -> new Transaction(List.of(resources), List.of(), List.of(), java.util.Map.of()));
  }

  synchronized void remove(Resource resource) {
    transact(
        s -> new Transaction(List.of(), List.of(resource.ref()), List.of(), java.util.Map.of()));
  }

  @Override
  public org.hansa.core.api.store.Leases leases() {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Snapshot transact(Function<Snapshot, Transaction> decide) {
    Snapshot before = state;
    Transaction wanted = decide.apply(before);
    state = before.with(wanted.puts(), wanted.removes());
    List<Changed> changes = new ArrayList<>();
    for (Resource put : wanted.puts()) {
      Changed.Op op = before.get(put.ref()).isPresent() ? Changed.Op.UPDATED : Changed.Op.CREATED;
      changes.add(new Changed(state.revision(), op, state.get(put.ref()).orElseThrow()));
    }
    for (Ref ref : wanted.removes()) {
      before
          .get(ref)
          .ifPresent(r -> changes.add(new Changed(state.revision(), Changed.Op.DELETED, r)));
    }
    log.addAll(changes);
    sinks.forEach(sink -> sink.accept(changes));
    return state;
  }

  @Override
  public synchronized AutoCloseable watch(long from, Consumer<List<Changed>> sink) {
    if (refusals > 0) {
      refusals--;
      throw new Problem(Problem.Reason.EXHAUSTED, "revision " + from + " is compacted", "List.");
    }
    sinks.add(sink);
    List<Changed> missed = log.stream().filter(c -> c.revision() > from).toList();
    if (!missed.isEmpty()) {
      sink.accept(missed);
    }
    return () -> sinks.remove(sink);
  }

  @Override
  public Snapshot snapshot() {
    return state;
  }

  @Override
  public Snapshot snapshotAt(long revision) {
    throw new UnsupportedOperationException();
  }

  @Override
  public org.hansa.core.api.store.Catalogue catalogue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String installation() {
    return "test";
  }

  @Override
  public List<Changed> changes(long after, int limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page entries(Query query) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<byte[]> sealed(Ref secret) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String put(InputStream content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean has(String digest) {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(String digest) {
    throw new UnsupportedOperationException();
  }
}
