package org.hansa.core.api.gate;

import java.util.List;
import org.hansa.core.api.Progress;
import org.hansa.core.api.Ref;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The root key: all values of secrets and accounts are sealed under it, and it makes the seals of
 * backups. One is renewed at a time. Thread-safe; asks no right.
 */
@ProviderType
public interface RootKeys {

  /** What doors ask the gate about: who may write it may have it renewed. */
  Ref KEY = new Ref("RootKey", Principal.SYSTEM_TENANT, "root");

  /**
   * Makes a new key and seals all values under it, while everything goes on. Whatever interrupts
   * it, nothing is lost: what was begun is ended when the gate opens the next time. The former key
   * stays in the state folder, for the backups that were made under it.
   *
   * @param by who has it renewed, for the audit
   * @param cause as in {@link org.hansa.core.api.store.Entry}
   * @param progress is told how many values are sealed anew
   * @throws org.hansa.core.api.Problem CONFLICT if it is being renewed, or another node works with
   *     the store; UNAVAILABLE if the key that is there is not right, or the disk or the store
   *     refuses: then what is sealed still opens, and it may be tried again
   */
  Renewed renew(String by, String cause, Progress progress);

  /**
   * What came of it.
   *
   * @param values how many were sealed anew
   * @param unread of which resources the values opened under no key; they are as they were
   * @param former the file that the former key is in now
   */
  record Renewed(int values, List<String> unread, String former) {

    public Renewed {
      unread = List.copyOf(unread);
    }
  }
}
