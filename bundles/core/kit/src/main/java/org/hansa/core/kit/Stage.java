package org.hansa.core.kit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Facet;
import org.hansa.core.kit.Verdict.Outcome;

/** Where one rule is tried: sessions, and what was made by them and goes when the rule is over. */
public final class Stage {

  private final Ground ground;
  private final List<Opened> opened = new ArrayList<>();

  /** Closed, but what they do by their timers may go on. */
  private final List<Opened> retired = new ArrayList<>();

  private final Deque<Made> made = new ArrayDeque<>();
  private final List<String> untried = new ArrayList<>();
  private Optional<Opened> ours = Optional.empty();
  private Optional<Opened> others = Optional.empty();

  Stage(Ground ground) {
    this.ground = ground;
  }

  Ground ground() {
    return ground;
  }

  Subject subject() {
    return ground.subject();
  }

  Driver driver() {
    return ground.driver();
  }

  /** The session of the kit's own installation. */
  Opened ours() {
    if (ours.isEmpty()) {
      ours = Optional.of(rested(ground.ours()).orElseGet(this::another));
    }
    return ours.get();
  }

  /** One that a rule before has left open, as it is in use: sessions live long. */
  private Optional<Opened> rested(String installation) {
    Optional<Opened> session = ground.rested(installation);
    session.ifPresent(opened::add);
    return session;
  }

  /** Another session of the same installation. */
  Opened another() {
    return open(subject(), ground.ours());
  }

  /** A new one instead, as after a restart. */
  Opened reopened() {
    ours.ifPresent(this::close);
    ours = Optional.empty();
    return ours();
  }

  /** A session of another installation at the same endpoint. */
  Opened others() {
    if (others.isEmpty()) {
      others =
          Optional.of(rested(ground.others()).orElseGet(() -> open(subject(), ground.others())));
    }
    return others.get();
  }

  Opened open(Place place, String installation) {
    Opened session = ground.open(place, installation);
    opened.add(session);
    return session;
  }

  void close(Opened session) {
    session.session().close();
    ours = ours.filter(o -> !o.equals(session));
    others = others.filter(o -> !o.equals(session));
    if (opened.remove(session)) {
      retired.add(session);
    }
  }

  <S extends Record, O extends Record> Tried<S, O> tried(Facet<S, O> facet) {
    return new Tried<>(this, ours(), facet, facet.name());
  }

  <A> A need(Class<A> ability) {
    return ours().need(ability);
  }

  void made(Made object) {
    made.push(object);
    ground.made(object);
  }

  /** Tries it on every facet of objects; one that breaks it keeps it from none. */
  void each(FacetCheck check) {
    List<String> broken = new ArrayList<>();
    List<String> unmet = new ArrayList<>();
    untried.clear();
    Set<String> facets = ours().objects().keySet();
    Unmet.unless(!facets.isEmpty(), "it has no objects");
    for (String name : facets) {
      try {
        check.on(tried(facet(name)));
      } catch (Broken e) {
        broken.add(name + ": " + e.getMessage());
      } catch (DriverException e) {
        broken.add(name + ": a call failed as " + Words.thrown(e));
      } catch (Unmet e) {
        unmet.add(name + ": " + e.getMessage());
        if (e.outcome() == Outcome.UNTRIED) {
          untried.add(name + ": " + e.getMessage());
        }
      }
      clean();
    }
    Broken.unless(broken.isEmpty(), String.join("; ", broken));
    String why = String.join("; ", unmet);
    Unmet.untriedUnless(unmet.size() < facets.size() || untried.isEmpty(), why);
    Unmet.unless(unmet.size() < facets.size(), why);
  }

  /** Of which abilities the rule was not tried though it holds of others, and why. */
  String untried() {
    return untried.isEmpty() ? "" : "not tried of " + String.join("; ", untried);
  }

  /** Of the session that is open now: a check before may have opened another. */
  private Facet<?, ?> facet(String name) {
    return Optional.<Facet<?, ?>>ofNullable(ours().objects().get(name))
        .orElseThrow(() -> new Broken("a new session has no " + name));
  }

  /** Removes what was made so far, unless it is to be kept. */
  void clean() {
    while (!made.isEmpty()) {
      Made object = made.pop();
      if (!ground.settings().keep() && !ground.givenUp()) {
        new Cleaning(ground).remove(object, this);
      }
    }
  }

  /** Closes also what a rule before has left open. */
  void last() {
    ground.installations().forEach(this::rested);
    end(false);
  }

  /**
   * Removes what was made, closes what is open and ends the timers.
   *
   * @param well true if a session of each installation may be left open for the next rule
   */
  void end(boolean well) {
    try {
      clean();
      if (well) {
        Stream.of(ours, others).flatMap(Optional::stream).forEach(this::rest);
      }
      List.copyOf(opened).forEach(this::closed);
    } finally {
      retired.addAll(opened);
      retired.forEach(session -> session.timer().end());
    }
  }

  private void rest(Opened session) {
    opened.remove(session);
    ground.rest(session);
  }

  private void closed(Opened session) {
    try {
      close(session);
    } catch (Broken | DriverException e) {
      ground.findings().add(SessionRules.CLOSES, "close: " + Words.why(e));
    } catch (Unmet e) {
      // Nothing is called any more.
      retired.add(session);
    }
  }
}
