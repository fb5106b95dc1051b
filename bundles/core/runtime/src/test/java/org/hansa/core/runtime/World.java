package org.hansa.core.runtime;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.builder.RouteBuilder;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Observation;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Call;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.hansa.core.gate.DefaultGate;
import org.hansa.core.store.SqliteStore;

/** A whole installation in one process: real store, gate and routes, and a fake outside. */
final class World {

  static final Principal USER = new Principal("system:test", "system", Set.of());
  static final Ref AT = new Ref(Endpoint.KIND, "system", "there");

  record Thing(int size) {}

  record ThingStatus(String phase, Optional<String> serial) {}

  final SqliteStore store;
  final DefaultGate gate;
  final LiveRuntime runtime;
  final FakeDriver driver;

  /** Nanoseconds that have passed besides, by the clock that nobody can set. */
  final AtomicLong passed = new AtomicLong();

  World(Path folder, FakeDriver driver) {
    this(folder, driver, Threads.make(), new Meddled());
  }

  World(Path folder, FakeDriver driver, Threads threads, Meddled meddled) {
    this(folder, SqliteStore.open(folder, InstantSource.system()), driver, threads, meddled);
  }

  /**
   * @param store is closed with it
   */
  World(Path folder, SqliteStore store, FakeDriver driver, Threads threads, Meddled meddled) {
    this.driver = driver;
    this.store = store;
    Store seen = meddled.over(store);
    gate =
        new DefaultGate(
            seen,
            folder,
            InstantSource.system(),
            () -> UUID.randomUUID().toString(),
            new SecureRandom(),
            1000);
    gate.addKinds(
        () ->
            List.of(
                new Kind(
                    "Thing",
                    "things",
                    1,
                    "org.hansa.test",
                    Thing.class,
                    ThingStatus.class,
                    Kind.Writer.USERS,
                    "A thing.",
                    List.of())));
    runtime =
        new LiveRuntime(
            seen,
            gate,
            folder.resolve("drivers"),
            Partitions.Terms.of("test"),
            threads,
            InstantSource.system(),
            () -> System.nanoTime() + passed.get(),
            new SecureRandom());
    runtime.add(new Things());
    runtime.add(new Idle());
    runtime.add(driver);
    runtime.add(
        "routes",
        new RouteBuilder() {
          @Override
          public void configure() {
            from("hansa-changes:things?kinds=Thing&waiting=Endpoint&backoffMin=20ms&backoffMax=100ms")
                .routeId("test.things")
                .to("hansa-step:things");
            from("hansa-changes:idle?kinds=Thing").routeId("test.idle").to("hansa-step:idle");
          }
        });
    runtime.start();
    submit(Change.Put.of(Draft.of(Tenant.ref("demo"), Doc.EMPTY)));
    submit(
        Change.Put.of(
            Draft.of(
                AT,
                Doc.of(
                    new Endpoint.Spec("fake", "here", Optional.of(Map.of()), Optional.empty())))));
  }

  static Ref thing(String name) {
    return new Ref("Thing", "demo", name);
  }

  static Change put(String name, int size) {
    return Change.Put.of(Draft.of(thing(name), Doc.of(new Thing(size))));
  }

  Snapshot submit(Change... changes) {
    return gate.submit(Request.of(USER, "test", "test", List.of(changes)));
  }

  Optional<Resource> find(String name) {
    return store.snapshot().get(thing(name));
  }

  boolean ready(String name) {
    return find(name).filter(r -> r.is(Condition.READY)).isPresent();
  }

  void close() throws Exception {
    runtime.stop();
    store.close();
  }

  /** Another controller of the same kind, which never wants anything. */
  static final class Idle implements Controller {

    @Override
    public String name() {
      return "idle";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      return Step.done();
    }
  }

  /** Keeps one box for each thing. */
  static final class Things implements Controller {

    @Override
    public String name() {
      return "things";
    }

    @Override
    public String kind() {
      return "Thing";
    }

    @Override
    public Step step(Snapshot snapshot, Resource r) {
      Observation seen = r.observed(name());
      if (r.isDeleting()) {
        boolean gone = !seen.present() && !seen.isOpen();
        return gone
            ? Step.of(new Change.Finalizer(r.ref(), name(), false))
            : Step.builder().call(Call.remove(AT, "box")).build();
      }
      int size = r.spec().as(Thing.class).size();
      if (size > 100) {
        throw Problem.invalid("size", size, "at most 100", "Ask for less.");
      }
      FakeDriver.Wish wish = new FakeDriver.Wish(size);
      Step.Builder step = Step.builder();
      if (!r.finalizers().contains(name())) {
        step.change(new Change.Finalizer(r.ref(), name(), true));
      }
      boolean there = seen.present() && seen.state().as(FakeDriver.Box.class).size() == size;
      boolean ready = there && seen.isSettled();
      Optional<String> serial =
          there ? seen.state().as(FakeDriver.Box.class).serial() : Optional.empty();
      step.change(
          new Change.Status(
              r.ref(),
              Doc.of(new ThingStatus(ready ? "There" : "Coming", serial)),
              List.of(
                  ready
                      ? Condition.yes(Condition.READY, "There", "It is there.", snapshot.now())
                      : Condition.no(Condition.READY, "Coming", "It comes.", snapshot.now()))));
      if (!seen.digest().equals(Doc.of(wish).digest()) || !seen.present()) {
        step.call(Call.apply(AT, "box", wish));
        step.relied(Relied.is(AT, "/spec/site", "here"));
      }
      return step.build();
    }
  }
}
