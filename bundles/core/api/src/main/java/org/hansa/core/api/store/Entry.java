package org.hansa.core.api.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Ref;

/**
 * One line of an append-only record stream.
 *
 * @param stream AUDIT, EVENT or LEDGER
 * @param at when it happened
 * @param subject the resource it speaks of
 * @param uid of that resource; empty if there is none
 * @param actor the principal that acted
 * @param cause what made it act: a request's id, or the principal and cause of the change reacted
 *     to
 * @param body what happened
 * @param others what else it speaks of: it is found by each
 */
public record Entry(
    String stream,
    Instant at,
    Optional<Ref> subject,
    String uid,
    String actor,
    String cause,
    Doc body,
    List<Other> others) {

  public static final String AUDIT = "audit";
  public static final String EVENT = "event";
  public static final String LEDGER = "ledger";

  /** A resource and its uid. */
  public record Other(Ref subject, String uid) {}

  public Entry {
    others = List.copyOf(others);
  }

  /** Of one resource, or of none. */
  public Entry(
      String stream,
      Instant at,
      Optional<Ref> subject,
      String uid,
      String actor,
      String cause,
      Doc body) {
    this(stream, at, subject, uid, actor, cause, body, List.of());
  }

  public boolean isAbout(Ref ref) {
    return subject.filter(ref::equals).isPresent()
        || others.stream().anyMatch(other -> other.subject().equals(ref));
  }

  /**
   * @param of the uid of a resource; that none is known is no uid
   */
  public boolean isAbout(String of) {
    return !of.isEmpty()
        && (uid.equals(of) || others.stream().anyMatch(other -> other.uid().equals(of)));
  }
}
