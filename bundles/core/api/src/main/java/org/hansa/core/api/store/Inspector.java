package org.hansa.core.api.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Looks for damage in all that the database holds, while the installation works: each row against
 * its check sum, and each index against the rows that must be found by it. The store does so by
 * itself once a day, slowly. There also while no store is open. Thread-safe; asks no gate.
 */
@ProviderType
public interface Inspector {

  /**
   * What was found of one part of the state.
   *
   * @param part resources, sealed, entries or catalogue
   * @param rows that were looked at
   * @param damage what was found, in one line; then the rest of the part was not looked at
   */
  record Found(String part, long rows, Optional<String> damage) {}

  /**
   * Looks at all of it, as fast as the disk and one processor go. If any is damaged, the store says
   * so in its readiness and writes nothing more.
   *
   * @param progress gets lines for people
   * @return for each part, in the order in which they were looked at
   * @throws org.hansa.core.api.Problem UNAVAILABLE if no store is open, or the disk or the database
   *     refuses for any other reason
   */
  List<Found> inspect(Consumer<String> progress);
}
