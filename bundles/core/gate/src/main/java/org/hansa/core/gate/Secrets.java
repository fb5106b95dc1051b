package org.hansa.core.gate;

import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Secret;
import org.hansa.core.api.store.Store;

/** The values of secrets, as they were before they were sealed. Of accounts none are given out. */
final class Secrets {

  private final Store store;
  private final Vault vault;

  Secrets(Store store, Vault vault) {
    this.store = store;
    this.vault = vault;
  }

  /** As {@link org.hansa.core.api.gate.Gate#reveal}. */
  Map<String, String> reveal(Ref secret) {
    vault.requireOpen();
    Resource resource =
        store
            .snapshot()
            .get(secret)
            .filter(r -> r.ref().kind().equals(Secret.KIND))
            .orElseThrow(() -> Problem.notFound(secret));
    Optional<byte[]> sealed = store.sealed(secret);
    return sealed.isEmpty()
        ? Map.of()
        : vault
            .unseal(secret, resource.uid(), sealed.get())
            .orElseThrow(
                () -> Vault.trouble(secret + " cannot be opened", "Set its values again."));
  }
}
