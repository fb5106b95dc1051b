package org.hansa.core.driver;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One ability of an endpoint: external objects of one sort, each known by the uid it is given.
 *
 * <p>Every verb is idempotent under the uid, returns before the deadline, and may be called again
 * after an unknown outcome. What takes longer returns {@link Observed#inProgress} and goes on by
 * itself. A failure is a {@link DriverException} and nothing else; nothing returned is null. Called
 * from many threads, but never twice at once for one uid.
 *
 * @param <S> what is wanted
 * @param <O> what is observed
 */
@ConsumerType
public interface Facet<S extends Record, O extends Record> extends Ability {

  Class<S> spec();

  Class<O> state();

  /** How long after a lost answer the object may still appear. */
  Duration settle();

  /** The object as it is now; {@link Observed#absent()} if it is not there. Changes nothing. */
  Observed<O> observe(String uid, Deadline deadline);

  /**
   * Makes the object be as the spec says, creating or changing it; as it is already, does nothing.
   */
  Observed<O> apply(String uid, S spec, Deadline deadline);

  /** Makes the object be gone with all that belongs to it; gone already, does nothing. */
  Observed<O> remove(String uid, Deadline deadline);

  /**
   * What a settled {@code apply} of this spec will show. Pure: no call, no clock. What only the
   * outside can know is left empty.
   *
   * @throws DriverException INVALID for a spec that {@code apply} refuses as such
   */
  O expect(S spec);

  /**
   * A page of this installation's objects, all in the end or an exception: never a part for the
   * whole. What stands all along is on one page and no other, whatever comes and goes meanwhile.
   * {@link Page#of} cuts pages of what can only be had as a whole.
   *
   * @param cursor empty at first, then as the page before said
   * @param most 1 to {@link Page#MOST}: so many objects, or fewer; none is no sign of the end
   * @param deadline of this page alone
   * @throws DriverException INVALID for a cursor that no page has said
   */
  Page<O> list(Optional<String> cursor, int most, Deadline deadline);

  /**
   * Two or more, such that all can stand at once beside what is there: by them the contract kit
   * tries the endpoint. Makes nothing.
   *
   * @throws DriverException EXHAUSTED if there is no room for two
   */
  List<Trial<S>> trials(Deadline deadline);
}
