package org.hansa.core.gate;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hansa.core.api.Pending;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.hansa.core.api.store.Transaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests on their way into the store: what takes long is done before the transaction, the
 * decision is made in it. If the caller's rights were changed between, it is all done anew. Every
 * refusal is recorded.
 */
final class Submissions {

  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  /** How often a request is prepared anew because its caller's rights were changed meanwhile. */
  private static final int TRIES = 5;

  private final Store store;
  private final Shelves shelves;
  private final Decisions decisions;
  private final Accounts accounts;
  private final Passwords passwords;
  private final Refusals refusals;
  private final Supplier<Earnest> means;

  /**
   * @param means of one attempt
   */
  Submissions(
      Store store,
      Shelves shelves,
      Decisions decisions,
      Accounts accounts,
      Passwords passwords,
      Refusals refusals,
      Supplier<Earnest> means) {
    this.store = store;
    this.shelves = shelves;
    this.decisions = decisions;
    this.accounts = accounts;
    this.passwords = passwords;
    this.refusals = refusals;
    this.means = means;
  }

  /** All of them in one transaction. */
  Pending begin(List<Request> requests) {
    return begin(requests, TRIES);
  }

  private Pending begin(List<Request> given, int tries) {
    if (tries == 0) {
      throw Problem.conflict("the caller's rights were changed again and again", "Try again.");
    }
    Earnest earnest = means.get();
    Consumer<Problem> refused = e -> refused(earnest, e);
    try {
      Snapshot now = store.snapshot();
      List<Request> requests = earnest.prepare(given, now, decisions, accounts, passwords);
      List<Ref> named = shelves.named(now, changes(requests));
      Function<Snapshot, Transaction> decide = state -> decisions.decide(state, requests, earnest);
      return named.isEmpty()
          ? new Submitted(store.begin(decide), refused, () -> begin(given, tries - 1).await())
          : Pending.done(shelves.transact(named, decide));
    } catch (Earnest.Overtaken e) {
      LOG.debug("a request is prepared anew", e);
      return begin(given, tries - 1);
    } catch (Problem e) {
      refused.accept(e);
      throw e;
    }
  }

  private static List<Change> changes(List<Request> requests) {
    return requests.size() == 1
        ? requests.get(0).changes()
        : requests.stream().flatMap(r -> r.changes().stream()).toList();
  }

  /** Decides as in earnest, on what stands now, and leaves it at that. */
  Snapshot rehearse(Request given) {
    Earnest earnest = means.get();
    try {
      Snapshot now = store.snapshot();
      Snapshot base = shelves.with(now, shelves.named(now, given.changes()));
      List<Request> requests = earnest.prepare(List.of(given), now, decisions, accounts, passwords);
      Transaction would = decisions.decide(base, requests, earnest);
      return base.with(would.puts(), would.removes());
    } catch (Problem e) {
      refused(earnest, e);
      throw e;
    }
  }

  private void refused(Earnest earnest, Problem e) {
    earnest.current().flatMap(request -> Refusals.of(request, e)).ifPresent(refusals::note);
  }
}
