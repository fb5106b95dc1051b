package org.hansa.sustainability.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.platform.api.Instance;

/** How well an application is, of which a job says that it runs. */
record Health(Resource application, List<Resource> instances, Instant now) {

  /** What is not well, if anything is: of all that, what says most. */
  Optional<Condition> trouble() {
    return stalled()
        .or(this::instance)
        .or(() -> ready().filter(c -> c.state() != Condition.State.TRUE));
  }

  /** Times that it was started again: more than a moment's trouble, though it runs just now. */
  int restarts() {
    return instances.stream()
        .filter(i -> !i.status().isEmpty())
        .mapToInt(i -> i.status().as(Instance.Status.class).restarts())
        .sum();
  }

  static boolean hasEnded(Resource instance) {
    return instance
        .status()
        .at("/phase")
        .map(JsonNode::asText)
        .filter(Instance.ENDED::equals)
        .isPresent();
  }

  private Optional<Condition> ready() {
    return application.condition(Condition.READY);
  }

  /** What does not get on since nobody answers may be well all the same. */
  private Optional<Condition> stalled() {
    boolean unknown = ready().filter(c -> c.state() == Condition.State.UNKNOWN).isPresent();
    Condition.State state = unknown ? Condition.State.UNKNOWN : Condition.State.FALSE;
    return application
        .condition(Condition.STALLED)
        .filter(c -> c.state() == Condition.State.TRUE)
        .map(c -> new Condition(Condition.READY, state, Condition.STALLED, c.message(), now));
  }

  /** One that says what is wrong with it says more than the application does of all. */
  private Optional<Condition> instance() {
    return instances.stream()
        .filter(i -> !hasEnded(i))
        .flatMap(i -> i.condition(Condition.READY).stream())
        .filter(c -> c.state() != Condition.State.TRUE)
        .min(Comparator.comparing(c -> c.state() == Condition.State.UNKNOWN));
  }
}
