package org.hansa.core.gate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;

/**
 * Says what a transaction did: one line for the audit of each tenant that it touched, and events
 * for people. It reads the difference between before and after, so that nothing can be written past
 * it.
 */
final class AuditTrail {

  private static final int LONGEST = 500;

  private AuditTrail() {}

  static void record(Work work, Request request) {
    Map<String, Line> lines = new LinkedHashMap<>();
    List<Entry> events = new ArrayList<>();
    for (Ref ref : work.order()) {
      Optional<Resource> before = work.from().get(ref);
      Optional<Resource> after = work.get(ref);
      String op = op(work, before, after);
      if (!op.isEmpty()) {
        ObjectNode change =
            lines
                .computeIfAbsent(ref.tenant(), tenant -> new Line(ref))
                .changes
                .addObject()
                .put("op", op)
                .put("ref", ref.toString())
                .put("generation", after.or(() -> before).orElseThrow().generation());
        HoldNews.of(before, after).say(change);
        events(work, request, before, after, events);
      }
    }
    for (Line line : lines.values()) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.put("door", request.door()).put("decision", "allowed").set("changes", line.changes);
      work.append(entry(work, request, Entry.AUDIT, line.first, body));
    }
    events.forEach(work::append);
  }

  /** What was done to one tenant's resources: a tenant's auditor reads nothing of another's. */
  private record Line(Ref first, ArrayNode changes) {
    Line(Ref first) {
      this(first, JsonNodeFactory.instance.arrayNode());
    }
  }

  private static String op(Work work, Optional<Resource> before, Optional<Resource> after) {
    if (after.isEmpty()) {
      return before.isPresent() ? "remove" : "";
    }
    Resource now = after.get();
    if (before.isEmpty()) {
      return "create";
    }
    Resource then = before.get();
    if (now.sameAs(then)) {
      return "";
    }
    if (!now.uid().equals(then.uid())) {
      return "replace";
    }
    if (now.isDeleting() != then.isDeleting()) {
      return "delete";
    }
    if (work.isSealed(now.ref())) {
      return "values";
    }
    if (now.generation() != then.generation() || !now.labels().equals(then.labels())) {
      return "change";
    }
    return now.holds().equals(then.holds()) ? "status" : "hold";
  }

  private static void events(
      Work work,
      Request request,
      Optional<Resource> before,
      Optional<Resource> after,
      List<Entry> events) {
    if (after.isEmpty()) {
      events.add(event(work, request, before.orElseThrow(), "Deleted", "is gone"));
      return;
    }
    Resource now = after.get();
    if (before.filter(b -> b.uid().equals(now.uid())).isEmpty()) {
      events.add(event(work, request, now, "Created", "was created"));
    } else if (now.isDeleting() && !before.get().isDeleting()) {
      events.add(event(work, request, now, "Deleting", "is to be deleted"));
    }
    HoldNews holds = HoldNews.of(before, after);
    holds.held().forEach(h -> events.add(event(work, request, now, "Held", "is held: " + h)));
    holds
        .released()
        .forEach(h -> events.add(event(work, request, now, "Released", "is released: " + h)));
    for (Condition condition : now.conditions()) {
      boolean same =
          before
              .flatMap(b -> b.condition(condition.type()))
              .filter(c -> c.state() == condition.state())
              .isPresent();
      if (!same) {
        events.add(event(work, request, now, condition.type(), sentence(condition)));
      }
    }
    before.map(Resource::conditions).orElse(List.of()).stream()
        .filter(c -> now.condition(c.type()).isEmpty())
        .forEach(c -> events.add(event(work, request, now, c.type(), "is no more " + c.type())));
  }

  private static String sentence(Condition condition) {
    String says =
        switch (condition.state()) {
          case TRUE -> "is " + condition.type();
          case FALSE -> "is not " + condition.type();
          case UNKNOWN -> "may be " + condition.type() + " or not";
        };
    return condition.message().isEmpty() ? says : says + ": " + condition.message();
  }

  private static Entry event(
      Work work, Request request, Resource resource, String reason, String predicate) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("reason", reason).put("message", cut(resource.ref() + " " + predicate));
    return new Entry(
        Entry.EVENT,
        work.base().now(),
        Optional.of(resource.ref()),
        resource.uid(),
        request.principal().name(),
        cut(request.cause()),
        Doc.of(body));
  }

  private static Entry entry(Work work, Request request, String stream, Ref ref, ObjectNode body) {
    return new Entry(
        stream,
        work.base().now(),
        Optional.of(ref),
        work.get(ref).or(() -> work.from().get(ref)).map(Resource::uid).orElse(""),
        request.principal().name(),
        cut(request.cause()),
        Doc.of(body));
  }

  static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
