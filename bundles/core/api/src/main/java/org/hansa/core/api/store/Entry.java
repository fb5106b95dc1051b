package org.hansa.core.api.store;

import java.time.Instant;
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
 */
public record Entry(
    String stream,
    Instant at,
    Optional<Ref> subject,
    String uid,
    String actor,
    String cause,
    Doc body) {

  public static final String AUDIT = "audit";
  public static final String EVENT = "event";
  public static final String LEDGER = "ledger";
}
