package org.hansa.core.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Kinds;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;

/** The kinds: live while a bundle brings them, else as they were last stored. Thread-safe. */
final class Registry {

  /** What is written of kinds, by the class of the spec, as long as that is there. */
  private static final ClassValue<Map<Kind, Written>> WRITTEN =
      new ClassValue<>() {
        @Override
        protected Map<Kind, Written> computeValue(Class<?> spec) {
          return new ConcurrentHashMap<>();
        }
      };

  /** A kind in all its forms, written once: schemas take long, and each start asks for them. */
  private record Written(Known known, Draft draft, Gate.Descriptor descriptor) {

    static Written of(Kind kind) {
      return WRITTEN
          .get(kind.spec())
          .computeIfAbsent(
              kind,
              k -> {
                Known known = Known.of(k);
                return new Written(
                    known, Draft.of(ref(k.name()), known.doc()), known.descriptor(true));
              });
    }
  }

  private record Source(Kinds service, List<Written> kinds) {}

  private final List<Source> sources = new ArrayList<>();
  private final Map<String, Instant> left = new ConcurrentHashMap<>();
  private final InstantSource clock;
  private final Instant started;
  private volatile Map<String, Known> live = Map.of();
  private volatile List<Draft> drafts = List.of();

  /**
   * Descriptors of live kinds by name and by plural, each in lower case: doors ask at every
   * request.
   */
  private volatile Map<String, Gate.Descriptor> words = Map.of();

  Registry(InstantSource clock) {
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * Makes the kinds live. While two services bring the same kind, as in an upgrade, the later wins.
   *
   * @throws IllegalArgumentException if a record has no schema, or a plural is another kind's
   */
  synchronized void add(Kinds service) {
    List<Written> kinds = service.kinds().stream().map(Written::of).toList();
    for (Written written : kinds) {
      Known kind = written.known();
      for (Known other : live.values()) {
        if (other.plural().equals(kind.plural()) && !other.kind().equals(kind.kind())) {
          throw new IllegalArgumentException(
              kind.kind() + " has the plural of " + other.kind() + ": " + kind.plural());
        }
      }
    }
    sources.add(new Source(service, kinds));
    recount();
  }

  synchronized void remove(Kinds service) {
    sources.removeIf(source -> source.service() == service);
    Map<String, Known> former = live;
    recount();
    former.keySet().stream()
        .filter(kind -> !live.containsKey(kind))
        .forEach(kind -> left.put(kind, clock.instant()));
  }

  private void recount() {
    Map<String, Written> next = new TreeMap<>();
    for (Source source : sources) {
      source.kinds().forEach(kind -> next.put(kind.known().kind(), kind));
    }
    Map<String, Known> known = new TreeMap<>();
    Map<String, Draft> written = new TreeMap<>();
    Map<String, Gate.Descriptor> found = new TreeMap<>();
    next.forEach(
        (name, kind) -> {
          known.put(name, kind.known());
          written.put(kind.draft().ref().name(), kind.draft());
          found.putIfAbsent(name.toLowerCase(Locale.ROOT), kind.descriptor());
          found.putIfAbsent(kind.known().plural().toLowerCase(Locale.ROOT), kind.descriptor());
        });
    live = Map.copyOf(known);
    drafts = List.copyOf(written.values());
    words = Map.copyOf(found);
  }

  /** What is to stand in the store for the kinds that are live. */
  List<Draft> drafts() {
    return drafts;
  }

  Optional<Known> known(Snapshot snapshot, String kind) {
    return Optional.ofNullable(live.get(kind)).or(() -> stored(snapshot, kind));
  }

  /** As {@link #known}, or a Problem that names the nearest. */
  Known existing(Snapshot snapshot, String kind) {
    return known(snapshot, kind)
        .orElseThrow(
            () -> {
              Collection<String> all = all(snapshot).keySet();
              String cure =
                  Nearest.to(kind, all)
                      .map(near -> "Maybe '" + near + "' was meant.")
                      .orElse("List the kinds; its component may not be installed.");
              return Problem.invalid("kind", kind, "known here", cure);
            });
  }

  /** Since when nobody attends a kind that is not live. */
  Instant since(String kind) {
    return left.getOrDefault(kind, started);
  }

  boolean isLive(String kind) {
    return live.containsKey(kind);
  }

  List<Gate.Descriptor> descriptors(Snapshot snapshot) {
    return all(snapshot).values().stream().map(this::descriptor).toList();
  }

  Optional<Gate.Descriptor> descriptor(Snapshot snapshot, String kind) {
    return Optional.ofNullable(words.get(kind.toLowerCase(Locale.ROOT)))
        .filter(descriptor -> descriptor.kind().equals(kind))
        .or(() -> known(snapshot, kind).map(this::descriptor));
  }

  Optional<Gate.Descriptor> find(Snapshot snapshot, String word) {
    Gate.Descriptor known = words.get(word.toLowerCase(Locale.ROOT));
    if (known != null) {
      return Optional.of(known);
    }
    return all(snapshot).values().stream()
        .filter(k -> k.plural().equalsIgnoreCase(word) || k.kind().equalsIgnoreCase(word))
        .findFirst()
        .map(this::descriptor);
  }

  private Gate.Descriptor descriptor(Known kind) {
    return kind.descriptor(isLive(kind.kind()));
  }

  private SortedMap<String, Known> all(Snapshot snapshot) {
    SortedMap<String, Known> all = new TreeMap<>();
    try (Stream<Known> stored =
        snapshot.list(Known.KIND, Principal.SYSTEM_TENANT).map(r -> r.spec().as(Known.class))) {
      stored.forEach(kind -> all.put(kind.kind(), kind));
    }
    all.putAll(live);
    return all;
  }

  private static Optional<Known> stored(Snapshot snapshot, String kind) {
    // A word that is no kind's name must say "not known here", not "not a reference".
    return kind.matches("[A-Z][A-Za-z0-9]{0,62}")
        ? snapshot
            .get(ref(kind))
            .map(r -> r.spec().as(Known.class))
            .filter(known -> known.kind().equals(kind))
        : Optional.empty();
  }

  private static Ref ref(String kind) {
    return new Ref(Known.KIND, Principal.SYSTEM_TENANT, kind.toLowerCase(Locale.ROOT));
  }
}
