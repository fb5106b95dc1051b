package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
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

  /** Of a line of one change: no more room is looked for. */
  private static final int LENGTH = 200;

  private AuditTrail() {}

  static void record(Work work, Request request) {
    Map<String, Line> lines = new LinkedHashMap<>();
    List<Entry> events = new ArrayList<>();
    for (Ref ref : work.order()) {
      Optional<Resource> before = work.former(ref);
      Optional<Resource> after = work.get(ref);
      String op = op(work, before, after);
      if (!op.isEmpty()) {
        HoldNews holds = HoldNews.of(before, after);
        lines
            .computeIfAbsent(ref.tenant(), tenant -> new Line())
            .add(after.or(() -> before).orElseThrow(), op, holds);
        events(work, request, before, after, holds, events);
      }
    }
    for (Line line : lines.values()) {
      work.append(line.entry(work, request));
    }
    events.forEach(work::append);
  }

  /** What was done to one tenant's resources: a tenant's auditor reads nothing of another's. */
  private static final class Line {

    private final StringBuilder text = new StringBuilder(LENGTH).append("{\"changes\":[");
    private final List<Resource> changed = new ArrayList<>();

    void add(Resource resource, String op, HoldNews holds) {
      text.append(changed.isEmpty() ? "" : ",");
      text.append("{\"generation\":").append(resource.generation());
      HoldNews.say(text, "held", holds.held());
      text.append(",\"op\":\"").append(op);
      text.append("\",\"ref\":\"").append(resource.ref()).append('"');
      HoldNews.say(text, "released", holds.released());
      text.append('}');
      changed.add(resource);
    }

    /** Found by each of the resources; the first is its subject. */
    Entry entry(Work work, Request request) {
      text.append("],\"decision\":\"allowed\",\"door\":");
      Json.quote(text, request.door());
      Resource first = changed.get(0);
      return new Entry(
          Entry.AUDIT,
          work.base().now(),
          Optional.of(first.ref()),
          first.uid(),
          request.principal().name(),
          cut(request.cause()),
          doc(text.append('}')),
          others());
    }

    private List<Entry.Other> others() {
      return changed.size() == 1
          ? List.of()
          : changed.stream().skip(1).map(r -> new Entry.Other(r.ref(), r.uid())).toList();
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
      HoldNews holds,
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
    holds.held().forEach(h -> events.add(event(work, request, now, "Held", "is held: " + h)));
    holds
        .released()
        .forEach(h -> events.add(event(work, request, now, "Released", "is released: " + h)));
    List<Condition> were = before.map(Resource::conditions).orElse(List.of());
    if (were.equals(now.conditions())) {
      return;
    }
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
    were.stream()
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
    StringBuilder body = new StringBuilder("{\"message\":");
    Json.quote(body, cut(resource.ref() + " " + predicate));
    Json.quote(body.append(",\"reason\":"), reason);
    return new Entry(
        Entry.EVENT,
        work.base().now(),
        Optional.of(resource.ref()),
        resource.uid(),
        request.principal().name(),
        cut(request.cause()),
        doc(body.append('}')));
  }

  /** Written in order of keys, for every request writes one: a tree of it would cost more. */
  private static Doc doc(StringBuilder canonical) {
    return Doc.ofCanonical(canonical.toString().getBytes(StandardCharsets.UTF_8));
  }

  static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
  }
}
