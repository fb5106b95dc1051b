package org.hansa.core.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Kind;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.control.Why;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Plan;

/** Writes down what a rehearsal came to. */
final class Summary {

  private final Gate gate;
  private final Rehearsal rehearsal;

  Summary(Gate gate, Rehearsal rehearsal) {
    this.gate = gate;
    this.rehearsal = rehearsal;
  }

  /**
   * The plan.
   *
   * @param decided the state before any driver answered
   * @param may whether whoever asked may read a resource: what they may not is in no sum
   */
  Plan.Status write(Snapshot decided, Predicate<Ref> may) {
    Snapshot base = rehearsal.base();
    Snapshot end = rehearsal.fork();
    List<Plan.Line> lines = new ArrayList<>();
    List<Plan.Seen> seen = new ArrayList<>();
    Tally tally = new Tally();
    for (Ref ref : rehearsal.touched()) {
      Optional<Resource> before = base.get(ref);
      Optional<Resource> after = end.get(ref);
      // What stands at the end less what stood before.
      before.filter(r -> may.test(ref)).ifPresent(tally::subtract);
      after.filter(r -> may.test(ref)).ifPresent(tally::add);
      line(ref, before, after).ifPresent(lines::add);
      seen.add(
          before
              .map(b -> new Plan.Seen(ref.toString(), b.uid(), b.generation()))
              .orElse(new Plan.Seen(ref.toString(), "", 0)));
    }
    Concerned concerned = new Concerned(base, end, rehearsal.touched(), may);
    return new Plan.Status(
        Plan.State.PLANNED,
        base.now(),
        base.revision(),
        lines,
        whys(rehearsal.whys()),
        rehearsal.relied().stream().map(Summary::predicate).toList(),
        seen,
        tally.cost(),
        tally.grams(),
        tally.unknowns(),
        blocked(end),
        Rehearsed.decisions(base, decided, rehearsal.touched()),
        Optional.empty(),
        Optional.of(concerned.totals(base)),
        Optional.of(concerned.totals(end)));
  }

  List<Plan.Reason> whys(List<Why> whys) {
    return whys.stream()
        .map(
            w ->
                new Plan.Reason(
                    w.subject().toString(),
                    w.candidate().toString(),
                    w.constraint(),
                    w.found(),
                    w.wanted(),
                    w.cure()))
        .toList();
  }

  private static Plan.Predicate predicate(Relied r) {
    return new Plan.Predicate(r.ref().toString(), r.what(), r.test().name(), r.value());
  }

  private Optional<Plan.Line> line(Ref ref, Optional<Resource> before, Optional<Resource> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> from = before.flatMap(this::where);
    Optional<String> to = after.flatMap(this::where);
    List<Plan.Field> fields =
        after.isEmpty() ? List.of() : Difference.of(before, after, !rehearsal.calls(ref).isEmpty());
    Plan.Verb verb = Plan.Verb.CHANGE;
    if (before.isEmpty()) {
      verb = Plan.Verb.CREATE;
    } else if (after.isEmpty()) {
      verb = Plan.Verb.REMOVE;
    } else if (from.isPresent() && to.isPresent() && !from.equals(to)) {
      verb = Plan.Verb.MOVE;
    } else if (fields.isEmpty() && rehearsal.calls(ref).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Plan.Line(ref.toString(), verb, to.or(() -> from), fields, rehearsal.calls(ref)));
  }

  /** What the kind's own table shows under SITE or HOST: core knows no kind by its class. */
  private Optional<String> where(Resource resource) {
    JsonNode written = ResourceJson.write(resource);
    return gate.kind(resource.ref().kind()).stream()
        .flatMap(d -> d.columns().stream())
        .filter(c -> c.heading().equals("SITE") || c.heading().equals("HOST"))
        .map(Kind.Column::pointer)
        .map(pointer -> written.at(pointer).asText(""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private List<String> blocked(Snapshot end) {
    List<String> blocked = new ArrayList<>();
    rehearsal.troubles().forEach((ref, text) -> blocked.add(ref + ": " + text));
    for (Ref ref : rehearsal.touched()) {
      Optional<Resource> left = end.get(ref);
      left.stream()
          .flatMap(r -> r.holds().stream())
          .forEach(hold -> blocked.add(ref + ": is held by '" + hold + "' until it is released"));
      if (left.isPresent() && rehearsal.troubles().get(ref) == null) {
        left.get().conditions().stream()
            .filter(c -> c.state() != Condition.State.TRUE)
            .forEach(c -> blocked.add(ref + ": " + c.type() + " stays false: " + c.message()));
      }
    }
    return blocked;
  }
}
