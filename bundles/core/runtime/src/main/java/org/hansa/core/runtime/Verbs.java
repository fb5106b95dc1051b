package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.control.Call;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Facet;
import org.hansa.core.driver.Inventory;
import org.hansa.core.driver.Observed;
import org.hansa.core.driver.Page;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.LogPart;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one call on an open session, between documents here and records there. */
final class Verbs {

  private static final Logger LOG = LoggerFactory.getLogger(Verbs.class);
  private static final int MOST_PAGES = 10_000;

  /** Of one facet of an endpoint: as many as a list is read of into memory. */
  static final int MOST_OBJECTS = 100_000;

  private Verbs() {}

  /**
   * Performs the call's verb.
   *
   * @param uid the key of the external object
   * @param pace told of each page of a list
   * @throws DriverException as the driver, and NOT_FOUND if the session lacks the facet
   */
  static Answer.Seen perform(Session session, Call call, String uid, Pace pace) {
    Ability ability = ability(session, call.facet());
    return switch (call.verb()) {
      case LIST -> new Answer.Seen(Optional.of(list(ability, pace)), Optional.empty());
      case METER ->
          new Answer.Seen(
              ((MeterFacet) ability).read(uid, pace.whole()).map(r -> Doc.of(r)), Optional.empty());
      case OBSERVE -> seen(facet(ability).observe(uid, pace.whole()));
      case REMOVE -> seen(facet(ability).remove(uid, pace.whole()));
      case APPLY -> apply(facet(ability), uid, call.spec(), pace.whole());
    };
  }

  static Ability ability(Session session, String name) {
    return session.facets().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new DriverException(Reason.NOT_FOUND, "the endpoint has no facet " + name));
  }

  static Facet<?, ?> facet(Ability ability) {
    if (ability instanceof Facet<?, ?> facet) {
      return facet;
    }
    throw new DriverException(Reason.NOT_FOUND, ability.name() + " is not a facet of objects");
  }

  /** What a settled apply of the spec will show. */
  static <S extends Record> Doc expect(Facet<S, ?> facet, Doc spec) {
    return Doc.of(facet.expect(spec.as(facet.spec())));
  }

  /** The counters of a workload that is about to end; metering never stands in its way. */
  static Optional<Reading> reading(Session session, String uid, Deadline deadline) {
    Optional<MeterFacet> meter =
        session.facets().stream()
            .filter(MeterFacet.class::isInstance)
            .map(MeterFacet.class::cast)
            .findFirst();
    try {
      return meter.flatMap(m -> m.read(uid, deadline));
    } catch (DriverException e) {
      LOG.info("no last reading of {}: {}", uid, e.getMessage());
      return Optional.empty();
    }
  }

  static List<String> logs(Session session, String uid, int lines, Deadline deadline) {
    return ((WorkloadFacet) ability(session, WorkloadFacet.NAME)).logs(uid, lines, deadline);
  }

  static LogPart logsAfter(
      Session session, String uid, Optional<String> after, int lines, Deadline deadline) {
    return ((WorkloadFacet) ability(session, WorkloadFacet.NAME))
        .logsAfter(uid, after, lines, deadline);
  }

  private static <S extends Record> Answer.Seen apply(
      Facet<S, ?> facet, String uid, Doc spec, Deadline deadline) {
    return seen(facet.apply(uid, spec.as(facet.spec()), deadline));
  }

  private static Answer.Seen seen(Observed<?> observed) {
    return new Answer.Seen(
        observed.state().map(s -> Doc.of(s)),
        observed.progress().map(Observed.Progress::lookAgainAfter),
        observed.progress().map(Observed.Progress::percent));
  }

  private static Doc list(Ability ability, Pace pace) {
    Map<String, Record> found = new TreeMap<>();
    if (ability instanceof Inventory<?> inventory) {
      inventory.all(pace.part(Pace.FIND)).forEach(one -> found.put(one.name(), one));
      bounded(ability, found);
    } else {
      collect(facet(ability), found, pace);
    }
    ArrayNode objects = JsonNodeFactory.instance.arrayNode();
    found.forEach(
        (uid, state) -> {
          ObjectNode object = objects.addObject();
          object.put("uid", uid);
          object.set("state", Json.tree(state));
        });
    return Doc.of(JsonNodeFactory.instance.objectNode().set("objects", objects));
  }

  private static <O extends Record> void collect(
      Facet<?, O> facet, Map<String, Record> found, Pace pace) {
    Optional<String> cursor = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Deadline deadline = pace.part(Pace.LOOK);
      if (deadline.passed()) {
        throw new DriverException(
            Reason.UNAVAILABLE,
            found.size()
                + " objects came before the "
                + Pace.LIST.toSeconds()
                + " s were over that a list has from when it is asked for, and that is not all");
      }
      Page<O> page = facet.list(cursor, Page.MOST, deadline);
      if (page.items().size() > Page.MOST) {
        throw new DriverException(
            Reason.INTERNAL,
            "the facet "
                + facet.name()
                + " was asked for "
                + Page.MOST
                + " objects a page, and lists "
                + page.items().size());
      }
      page.items().forEach(item -> found.put(item.uid(), item.state()));
      bounded(facet, found);
      cursor = page.next();
      if (cursor.isEmpty()) {
        return;
      }
    }
    throw new DriverException(Reason.INTERNAL, "the list of " + facet.name() + " does not end");
  }

  private static void bounded(Ability ability, Map<String, Record> found) {
    if (found.size() > MOST_OBJECTS) {
      throw new DriverException(
          Reason.INTERNAL,
          "the list of "
              + ability.name()
              + " has more than "
              + MOST_OBJECTS
              + " objects, as many as Hansa reads of one ability of an endpoint");
    }
  }
}
