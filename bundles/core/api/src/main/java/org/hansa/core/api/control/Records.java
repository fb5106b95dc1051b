package org.hansa.core.api.control;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.store.Store;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is on record, as far as whoever asks may read it: metered quantities, events, the audit.
 * Every question costs a look at the disk, so ask few, each with a bound.
 */
@ProviderType
@FunctionalInterface
public interface Records {

  /** Nothing is on record. */
  Records NONE = query -> new Store.Page(List.of(), Optional.empty());

  /**
   * A page of one stream; shorter than asked where others' entries lie between.
   *
   * @throws org.hansa.core.api.Problem UNAVAILABLE if it cannot be read now
   */
  Store.Page entries(Store.Query query);
}
