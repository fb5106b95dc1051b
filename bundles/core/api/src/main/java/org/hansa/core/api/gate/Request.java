package org.hansa.core.api.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.control.Relied;
import org.hansa.core.api.store.Fence;

/**
 * What an actor asks: all changes in one transaction, or none.
 *
 * @param door for instance {@code rest}, {@code shell}, {@code runtime}
 * @param cause correlation: a request's id, or what the actor reacted to
 * @param relied predicates that must still hold
 * @param fence the right under which a node's runtime acts, checked when it commits
 */
public record Request(
    Principal principal,
    String door,
    String cause,
    List<Change> changes,
    List<Relied> relied,
    Optional<Fence> fence) {

  public Request {
    changes = List.copyOf(changes);
    relied = List.copyOf(relied);
  }

  public Request(
      Principal principal, String door, String cause, List<Change> changes, List<Relied> relied) {
    this(principal, door, cause, changes, relied, Optional.empty());
  }

  /** The same, if this holds too. */
  public Request relying(List<Relied> more) {
    List<Relied> all = new ArrayList<>(relied);
    all.addAll(more);
    return new Request(principal, door, cause, changes, all, fence);
  }

  public static Request of(Principal principal, String door, String cause, List<Change> changes) {
    return new Request(principal, door, cause, changes, List.of());
  }
}
