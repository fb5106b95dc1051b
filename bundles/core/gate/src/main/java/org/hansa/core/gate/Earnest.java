package org.hansa.core.gate;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.api.Account;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;

/**
 * A request that is to be committed, with what takes long done before its transaction: who may,
 * checked by schema, passwords hashed. The transaction may be decided more than once; each time it
 * is looked at whether what the caller's rights rest on stands as it did, so that rights count as
 * they are where the change is committed, and are asked once.
 */
final class Earnest implements Means {

  /** The caller's account, or grants, were changed since: to be prepared anew. */
  static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Overtaken() {
      super("rights were changed at the same time", null, false, false);
    }
  }

  private record Hashed(long revision, Map<String, String> values) {}

  /** Most requests are of one change, and each makes its own. */
  private static final int FEW = 2;

  private final Supplier<String> uids;
  private final Vault vault;
  private final IdentityHashMap<Request, Standing> standings = new IdentityHashMap<>(FEW);
  private final IdentityHashMap<Change, Boolean> admitted = new IdentityHashMap<>(FEW);
  private final IdentityHashMap<Change, Hashed> hashed = new IdentityHashMap<>(FEW);
  private volatile Optional<Request> current = Optional.empty();

  Earnest(Supplier<String> uids, Vault vault) {
    this.uids = uids;
    this.vault = vault;
  }

  /**
   * Once.
   *
   * @return the requests, by principals with the rights that they have in this state
   */
  List<Request> prepare(
      List<Request> requests,
      Snapshot snapshot,
      Decisions decisions,
      Accounts accounts,
      Passwords passwords) {
    List<Request> prepared = new ArrayList<>(requests.size());
    for (Request given : requests) {
      current = Optional.of(given);
      Standing standing = Standing.of(given, snapshot);
      Request request = now(given, standing, accounts);
      standings.put(request, standing);
      prepared.add(request);
      for (int i = 0; i < request.changes().size(); i++) {
        Change change = request.changes().get(i);
        try {
          decisions.admit(snapshot, request.principal(), change);
        } catch (Problem e) {
          throw e.of(i);
        }
        admitted.put(change, true);
        if (change instanceof Change.Values values && values.secret().kind().equals(Account.KIND)) {
          hashed.put(change, hashed(values, snapshot, accounts, passwords));
        }
      }
    }
    return prepared;
  }

  private static Request now(Request given, Standing standing, Accounts accounts) {
    Principal came = given.principal();
    Principal now = standing.narrowed(came, accounts.hasMet(came));
    return now.equals(came)
        ? given
        : new Request(
            now, given.door(), given.cause(), given.changes(), given.relied(), given.fence());
  }

  private static Hashed hashed(
      Change.Values values, Snapshot snapshot, Accounts accounts, Passwords passwords) {
    Optional<Resource> account = snapshot.get(values.secret());
    Map<String, String> former = account.map(a -> accounts.kept(a).hashes()).orElse(Map.of());
    return new Hashed(
        account.map(Resource::revision).orElse(0L), ValueRules.hashes(values, former, passwords));
  }

  @Override
  public void begin(Request request, Snapshot base) {
    current = Optional.of(request);
    if (!standings.get(request).stands(request.principal(), base)) {
      throw new Overtaken();
    }
  }

  /** The request that was looked at last: the one that is refused, if one is. */
  Optional<Request> current() {
    return current;
  }

  @Override
  public String uid(Ref ref) {
    return uids.get();
  }

  @Override
  public Optional<byte[]> seal(Change.Values change, Resource resource, long revision) {
    Hashed hashes = hashed.get(change);
    if (hashes != null && hashes.revision() != revision) {
      throw Problem.conflict(resource.ref() + " was changed at the same time", "Try again.");
    }
    return Optional.of(
        vault.seal(
            resource.ref(), resource.uid(), hashes == null ? change.values() : hashes.values()));
  }

  @Override
  public boolean isAdmitted(Change change) {
    return admitted.containsKey(change);
  }
}
