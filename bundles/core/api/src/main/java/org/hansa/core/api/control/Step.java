package org.hansa.core.api.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a controller wants next: writes, at most one driver call, when to look again, and why. The
 * runtime commits the writes and the intent of the call in one transaction, or nothing.
 *
 * @param changes in order
 * @param call made after the commit; its outcome is in {@code resource.observed(controller)} at the
 *     next step
 * @param again when to be stepped again though nothing changed
 * @param whys choices and refusals, for plans and explanations
 * @param relied what the decision relied on: its changes are written, and a plan is applied, only
 *     while it holds
 */
public record Step(
    List<Change> changes,
    Optional<Call> call,
    Optional<Duration> again,
    List<Why> whys,
    List<Relied> relied) {

  private static final Step DONE = new Builder().build();

  public Step {
    changes = List.copyOf(changes);
    whys = List.copyOf(whys);
    relied = List.copyOf(relied);
  }

  public static Step done() {
    return DONE;
  }

  public static Step of(Change... changes) {
    return new Step(List.of(changes), Optional.empty(), Optional.empty(), List.of(), List.of());
  }

  public static Builder builder() {
    return new Builder();
  }

  public boolean isDone() {
    return changes.isEmpty() && call.isEmpty();
  }

  /** Collects a step. */
  public static final class Builder {

    private final List<Change> changes = new ArrayList<>();
    private final List<Why> whys = new ArrayList<>();
    private final List<Relied> relied = new ArrayList<>();
    private Optional<Call> call = Optional.empty();
    private Optional<Duration> again = Optional.empty();

    private Builder() {}

    public Builder change(Change change) {
      changes.add(change);
      return this;
    }

    public Builder call(Call wanted) {
      call = Optional.of(wanted);
      return this;
    }

    /** The sooner of what was asked before and this. */
    public Builder again(Duration after) {
      again = Optional.of(again.filter(a -> a.compareTo(after) <= 0).orElse(after));
      return this;
    }

    public Builder why(Why why) {
      whys.add(why);
      return this;
    }

    public Builder relied(Relied predicate) {
      relied.add(predicate);
      return this;
    }

    public Step build() {
      return new Step(changes, call, again, whys, relied);
    }
  }
}
