package org.hansa.drivers.hansa;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.http.Answer;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.workload.MeterFacet;
import org.hansa.core.driver.workload.Reading;

/**
 * Reads what a workload has used in the partner's ledger: each counter is the sum of all that the
 * partner has booked on it, so that both ledgers come to the same. What was summed before is kept,
 * and summed anew by who does not know it.
 */
final class Meter implements MeterFacet {

  private static final int PAGE = 1_000;
  private static final int MOST_KNOWN = 100_000;

  /** At two entries a minute, each half hour. */
  private static final int MOST_UNSAVED = 64;

  private final Partner partner;
  private final Sights sights;
  private final Partings partings;
  private final InstantSource clock;
  private final Saved saved;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /**
   * What was summed up.
   *
   * @param unsaved how many entries since it was saved
   */
  private record Known(Sums sums, int unsaved) {}

  Meter(Partner partner, Sights sights, Partings partings, Saved saved, InstantSource clock) {
    this.saved = saved;
    this.partner = partner;
    this.sights = sights;
    this.partings = partings;
    this.clock = clock;
  }

  @Override
  public Optional<Reading> read(String uid, Deadline deadline) {
    partings.metered(uid, false);
    Optional<Sight> sight = sights.find(uid, deadline);
    if (sight.isEmpty()) {
      forget(uid);
      return Optional.empty();
    }
    // Looked at first: what has stopped before has all its entries.
    boolean stopped = sight.get().isStopped();
    Sums sums = sums(uid, deadline);
    partings.metered(uid, stopped);
    Instant none = Instant.EPOCH;
    return Optional.of(
        new Reading(
            partner.names().application(uid),
            sums.since().orElse(none),
            sums.at().orElse(none),
            sums.quantities(),
            Map.of(),
            "ledger of " + partner.where()));
  }

  /** It is gone, with all that it has used. */
  void forget(String uid) {
    known.remove(uid);
    saved.remove(uid);
  }

  /** What was summed up is kept also where the deadline cuts it off, so that it comes to an end. */
  private Sums sums(String uid, Deadline deadline) {
    Known before =
        Optional.ofNullable(known.get(uid))
            .orElseGet(() -> new Known(saved.load(uid).orElse(Sums.NONE), 0));
    Sums sums = before.sums();
    int unsaved = before.unsaved();
    Optional<Long> next = Optional.of(sums.number());
    while (next.isPresent()) {
      long after = next.get();
      Answer answer = partner.send(page(uid, after), deadline);
      List<Sums.Entry> entries = answer.list("/items", Sums.Entry.class);
      Bounds.few("entries a page", entries.size(), PAGE);
      for (Sums.Entry entry : entries) {
        sums = sums.plus(entry, clock.instant());
      }
      unsaved = keep(uid, sums, unsaved + entries.size());
      next = answer.json(Next.class).next();
      Bounds.require(
          next.filter(n -> n <= after).isEmpty(), "that its ledger goes on where it was before");
      if (next.isPresent() && deadline.passed()) {
        throw new DriverException(
            Reason.UNAVAILABLE, "the partner's ledger was not read to its end in time");
      }
    }
    return sums;
  }

  private record Next(Optional<Long> next) {}

  private Request page(String uid, long after) {
    String subject = "Instance/" + partner.tenant() + "/" + partner.names().instance(uid);
    return Request.get("/ledger")
        .query("subject", subject)
        .query("after", "" + after)
        .query("limit", "" + PAGE);
  }

  /** How many are unsaved now. */
  private int keep(String uid, Sums sums, int unsaved) {
    boolean save = unsaved >= MOST_UNSAVED;
    if (save) {
      saved.save(uid, sums);
    }
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    int left = save ? 0 : unsaved;
    known.merge(
        uid, new Known(sums, left), (a, b) -> a.sums().number() > b.sums().number() ? a : b);
    return left;
  }
}
