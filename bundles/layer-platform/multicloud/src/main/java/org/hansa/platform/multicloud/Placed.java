package org.hansa.platform.multicloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;
import org.hansa.core.api.plan.Plan;
import org.hansa.platform.multicloud.Mates.Mate;
import org.hansa.platform.multicloud.Placement.Assignment;

/** Says on an application whether it is placed, how much it is up there, and if not, why. */
record Placed(Snapshot snapshot, Applicant applicant, Optional<String> trouble) {

  static final String TYPE = "Placed";

  /** Room may come free without any change that wakes an application that waits for it. */
  private static final Duration RETRY = Duration.ofSeconds(30);

  /**
   * @param obstacle in a sentence, why it is not placed
   */
  void conclude(Step.Builder step, Turn turn, Optional<String> obstacle) {
    Optional<String> waits =
        applicant.workloads().stream().flatMap(w -> w.waits().stream()).findFirst();
    Condition placed;
    if (obstacle.isPresent()) {
      placed = no(turn.yields() ? "Yields" : "NoPlace", obstacle.get());
      step.again(RETRY);
    } else if (waits.isPresent()) {
      placed =
          no("Waiting", "the former " + waits.get() + " must end before its place is given anew");
      step.again(RETRY);
    } else {
      var assignments = turn.decision().assignments();
      long hosts = assignments.stream().map(a -> a.offer().ref()).distinct().count();
      String message =
          assignments.size()
              + " replicas on "
              + hosts
              + " hosts"
              + Objectives.missing(snapshot, applicant.application()).map(m -> "; " + m).orElse("");
      placed = Condition.yes(TYPE, "Placed", message, snapshot.now());
    }
    var application = applicant.application();
    boolean said = application.condition(TYPE).filter(c -> placed.after(c).equals(c)).isPresent();
    Doc status = status(obstacle.isPresent() ? List.of() : turn.decision().assignments());
    if (!said || !status.equals(application.status())) {
      step.change(new Change.Status(application.ref(), status, List.of(placed)));
    }
  }

  /** What others wrote stays. */
  private Doc status(List<Assignment> assignments) {
    Doc status = applicant.application().status();
    Optional<BigDecimal> share =
        assignments.isEmpty()
            ? Optional.empty()
            : Availability.of(
                assignments.stream()
                    .map(a -> new Mate(a.need(), a.offer()))
                    .collect(Collectors.groupingBy(m -> m.need().component().name()))
                    .values());
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    share.ifPresentOrElse(
        n -> patch.put(Plan.AVAILABILITY, n), () -> patch.putNull(Plan.AVAILABILITY));
    return status.patch(patch);
  }

  private Condition no(String reason, String message) {
    String all = message + trouble.map(t -> "; " + t).orElse("");
    return Condition.no(TYPE, reason, all, snapshot.now());
  }
}
