package org.hansa.core.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.Trial;

/**
 * An outside world in memory, which fails as it is told. It outlives the runtime, as the world
 * does.
 */
final class FakeDriver implements Driver {

  record Options(Optional<String> colour) {}

  record Wish(int size) {}

  record Box(int size, Optional<String> serial) {}

  final Map<String, Box> world = new ConcurrentHashMap<>();
  final List<String> calls = new CopyOnWriteArrayList<>();

  /** Sessions that are not closed. */
  final AtomicInteger open = new AtomicInteger();

  /** What its endpoints can do besides. */
  final List<Ability> more = new CopyOnWriteArrayList<>();

  /** Of the session that was opened last. */
  volatile ScheduledExecutorService timer;

  /** Thrown before the next apply has an effect. */
  volatile Supplier<RuntimeException> before = () -> null;

  /** Thrown after the next apply had its effect. */
  volatile Supplier<RuntimeException> after = () -> null;

  volatile Consumer<String> hint = uid -> {};

  /** Awaited by each look. */
  volatile CountDownLatch looking = new CountDownLatch(0);

  /** Awaited by each removal. */
  volatile CountDownLatch removing = new CountDownLatch(0);

  /** The endpoint that alone lists what there is; all do if that is not said. */
  volatile Optional<String> lists = Optional.empty();

  /** Run by each look that has seen what there is and has not yet said so. */
  volatile Consumer<String> looked = uid -> {};

  /** Run when it is asked what it can do. */
  volatile Runnable asked = () -> {};

  /** Run when it is asked what its options are. */
  volatile Runnable optioned = () -> {};

  /** As it ought to be: each installation has its own of the world, and there are trials. */
  volatile boolean apart;

  volatile String version = "1";

  volatile Duration settle = Duration.ofMillis(50);

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Class<? extends Record> options() {
    optioned.run();
    return Options.class;
  }

  @Override
  public Session open(Opening opening) {
    hint = opening.hint();
    timer = opening.timer();
    open.incrementAndGet();
    return new Session() {
      @Override
      public List<Ability> facets() {
        asked.run();
        return Stream.concat(
                Stream.of(new Boxes(opening.endpoint(), opening.installation())), more.stream())
            .toList();
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }

  long applies() {
    return calls.stream().filter("apply"::equals).count();
  }

  private final class Boxes implements Facet<Wish, Box> {

    private final String at;
    private final String prefix;

    Boxes(String at, String installation) {
      this.at = at;
      this.prefix = apart ? installation + "/" : "";
    }

    @Override
    public String name() {
      return "box";
    }

    @Override
    public Class<Wish> spec() {
      return Wish.class;
    }

    @Override
    public Class<Box> state() {
      return Box.class;
    }

    @Override
    public Duration settle() {
      return settle;
    }

    @Override
    public Observed<Box> observe(String uid, Deadline deadline) {
      calls.add("observe");
      pass(looking);
      Box box = world.get(prefix + uid);
      looked.accept(uid);
      return box == null ? Observed.absent() : Observed.settled(box);
    }

    @Override
    public Observed<Box> apply(String uid, Wish spec, Deadline deadline) {
      calls.add("apply");
      throwIf(before.get());
      Box made = new Box(spec.size(), Optional.of("s-" + uid));
      world.put(prefix + uid, made);
      throwIf(after.get());
      return Observed.settled(made);
    }

    @Override
    public Observed<Box> remove(String uid, Deadline deadline) {
      calls.add("remove");
      pass(removing);
      world.remove(prefix + uid);
      return Observed.absent();
    }

    @Override
    public Box expect(Wish spec) {
      return new Box(spec.size(), Optional.empty());
    }

    @Override
    public List<Trial<Wish>> trials(Deadline deadline) {
      return apart ? List.of(trial(1), trial(3)) : List.of();
    }

    private Trial<Wish> trial(int size) {
      return new Trial<>(new Wish(size), new Wish(size + 1));
    }

    @Override
    public Page<Box> list(Optional<String> cursor, int most, Deadline deadline) {
      boolean here = lists.filter(only -> !only.equals(at)).isEmpty();
      return Page.of(
          world.entrySet().stream()
              .filter(e -> here && e.getKey().startsWith(prefix))
              .map(e -> new Page.Item<>(e.getKey().substring(prefix.length()), e.getValue()))
              .toList(),
          cursor,
          most);
    }

    private void pass(CountDownLatch latch) {
      try {
        latch.await();
      } catch (InterruptedException e) {
        throw new DriverException(DriverException.Reason.UNAVAILABLE, "interrupted", e);
      }
    }

    private void throwIf(RuntimeException e) {
      if (e != null) {
        throw e;
      }
    }
  }
}
