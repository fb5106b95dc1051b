package org.hansa.core.rest;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.Account;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.store.Changed;

/**
 * Until when who came by an account need not prove anew who he is: until its password, token, roles
 * or anything else of it is changed, or any tenant. Thread-safe.
 */
final class Proofs {

  /** Accounts that are told apart; beyond, all must prove it anew. */
  private static final int MOST = 10_000;

  private final Map<String, Long> changed = new ConcurrentHashMap<>();
  private volatile long last;
  private volatile long forgotten;

  /** All commits, in order, by one thread. */
  void see(List<Changed> changes) {
    for (Changed change : changes) {
      Ref ref = change.resource().ref();
      if (ref.kind().equals(Account.KIND)) {
        if (changed.size() >= MOST) {
          changed.clear();
          forgotten = change.revision();
        }
        changed.put(principal(ref), change.revision());
        last = change.revision();
      } else if (ref.kind().equals(Tenant.KIND)) {
        // It may be suspended, with all below it: seldom enough for everybody to prove it anew.
        changed.clear();
        forgotten = change.revision();
        last = change.revision();
      }
    }
  }

  /**
   * @param who a principal's name
   * @param since the revision that was the newest before he proved who he is
   */
  boolean hold(String who, long since) {
    return since >= last || (since >= forgotten && changed.getOrDefault(who, 0L) <= since);
  }

  private static String principal(Ref account) {
    boolean own = account.tenant().equals(Principal.SYSTEM_TENANT);
    return "user:" + account.name() + (own ? "" : "@" + account.tenant());
  }
}
