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
 * or anything else of it is changed, or its tenant, or one above that, is suspended or goes.
 * Thread-safe.
 */
final class Proofs {

  /** Accounts and tenants that are told apart; beyond, all must prove it anew. */
  private static final int MOST = 10_000;

  /** By a principal's name, or by a tenant's. */
  private final Map<String, Long> changed = new ConcurrentHashMap<>();

  private volatile long last;
  private volatile long forgotten;

  /** All commits, in order, by one thread. */
  void see(List<Changed> changes) {
    for (Changed change : changes) {
      Ref ref = change.resource().ref();
      if (ref.kind().equals(Account.KIND)) {
        note(principal(ref), change.revision());
      } else if (ref.kind().equals(Tenant.KIND) && shuts(change)) {
        note(ref.name(), change.revision());
      }
    }
  }

  private static boolean shuts(Changed change) {
    return change.op() == Changed.Op.DELETED
        || change.resource().spec().as(Tenant.Spec.class).suspended().orElse(false);
  }

  private void note(String whom, long revision) {
    if (changed.size() >= MOST) {
      changed.clear();
      forgotten = revision;
    }
    changed.put(whom, revision);
    last = revision;
  }

  /**
   * @param who a principal's name
   * @param since the revision that was the newest before he proved who he is
   */
  boolean hold(String who, long since) {
    return since >= last
        || (since >= forgotten
            && changed.getOrDefault(who, 0L) <= since
            && Tenant.chain(tenant(who)).stream()
                .allMatch(tenant -> changed.getOrDefault(tenant, 0L) <= since));
  }

  private static String tenant(String who) {
    int at = who.indexOf('@');
    return at < 0 ? Tenant.SYSTEM : who.substring(at + 1);
  }

  private static String principal(Ref account) {
    boolean own = account.tenant().equals(Principal.SYSTEM_TENANT);
    return "user:" + account.name() + (own ? "" : "@" + account.tenant());
  }
}
