package org.hansa.core.store;

import java.util.List;
import java.util.function.Consumer;
import org.hansa.core.api.store.Changed;

/** One follower: it takes one commit a turn. */
final class SimWatch implements AutoCloseable {

  private final SimStore store;
  private final MemoryStore shared;
  private final SimHost host;
  private final Consumer<List<Changed>> sink;
  private final Runnable moved = this::moved;
  private long seen;
  private boolean waiting;
  private boolean open = true;

  private SimWatch(
      SimStore store, MemoryStore shared, SimHost host, long from, Consumer<List<Changed>> sink) {
    this.store = store;
    this.shared = shared;
    this.host = host;
    this.seen = from;
    this.sink = sink;
  }

  /** From just after a revision on. */
  static SimWatch open(
      SimStore store, MemoryStore shared, SimHost host, long from, Consumer<List<Changed>> sink) {
    SimWatch watch = new SimWatch(store, shared, host, from, sink);
    shared.moved.add(watch.moved);
    watch.moved();
    return watch;
  }

  private void moved() {
    if (!waiting && open) {
      waiting = true;
      host.execute(this::turn);
    }
  }

  private void turn() {
    if (host.isCut()) {
      host.later(this::turn);
      return;
    }
    waiting = false;
    shared
        .after(seen)
        .filter(c -> open)
        .ifPresent(
            moved -> {
              Commit commit = moved.commit();
              seen = commit.revision();
              store.saw(moved.state());
              for (int i = 0; !commit.changes().isEmpty() && i < host.times(seen); i++) {
                sink.accept(commit.changes());
              }
              moved();
            });
  }

  @Override
  public void close() {
    open = false;
    shared.moved.remove(moved);
  }
}
