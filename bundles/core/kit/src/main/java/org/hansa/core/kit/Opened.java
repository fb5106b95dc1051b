package org.hansa.core.kit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Session;

/** A session, watched, and what is the kit's about it. */
final class Opened {

  private final Session session;
  private final WatchedTimer timer;
  private final String installation;

  /** Asked for once: a rule of its own looks whether they stay the same. */
  private Optional<List<Ability>> abilities = Optional.empty();

  private Optional<Map<String, Facet<?, ?>>> objects = Optional.empty();

  Opened(Session session, WatchedTimer timer, String installation) {
    this.session = session;
    this.timer = timer;
    this.installation = installation;
  }

  Session session() {
    return session;
  }

  WatchedTimer timer() {
    return timer;
  }

  String installation() {
    return installation;
  }

  List<Ability> abilities() {
    if (abilities.isEmpty()) {
      abilities = Optional.of(session.facets());
    }
    return abilities.get();
  }

  <A> List<A> all(Class<A> type) {
    return abilities().stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** The facets of objects by their names, in their order. */
  Map<String, Facet<?, ?>> objects() {
    if (objects.isEmpty()) {
      Map<String, Facet<?, ?>> named = new LinkedHashMap<>();
      for (Facet<?, ?> facet : all(Facet.class)) {
        named.putIfAbsent(facet.name(), facet);
      }
      objects = Optional.of(Collections.unmodifiableMap(named));
    }
    return objects.get();
  }

  <A> Optional<A> find(Class<A> type) {
    return all(type).stream().findFirst();
  }

  <A> A need(Class<A> type) {
    return find(type).orElseThrow(() -> Unmet.inapplicable("it has no " + type.getSimpleName()));
  }
}
