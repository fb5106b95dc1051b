package org.hansa.platform.multicloud;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Step;

/** Says on an application whether it is placed, and if not, why. */
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
      String message = assignments.size() + " replicas on " + hosts + " hosts";
      placed = Condition.yes(TYPE, "Placed", message, snapshot.now());
    }
    var application = applicant.application();
    boolean said = application.condition(TYPE).filter(c -> placed.after(c).equals(c)).isPresent();
    if (!said) {
      step.change(new Change.Status(application.ref(), application.status(), List.of(placed)));
    }
  }

  private Condition no(String reason, String message) {
    String all = message + trouble.map(t -> "; " + t).orElse("");
    return Condition.no(TYPE, reason, all, snapshot.now());
  }
}
