package org.hansa.core.api.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;
import org.osgi.annotation.versioning.ConsumerType;

/** A part that measures itself. No label's value may come from a tenant, and they are few. */
@ConsumerType
public interface Measured {

  /** What it measures now; answers at once, from any thread. Each name is given by one part. */
  List<Family> families();

  /**
   * What all of them measure. A part that fails to answer does not take the others' answers with
   * it.
   *
   * @param failed is told of it
   */
  static List<Family> all(
      Collection<Measured> parts, BiConsumer<Measured, RuntimeException> failed) {
    List<Family> all = new ArrayList<>();
    for (Measured part : parts) {
      try {
        all.addAll(part.families());
      } catch (RuntimeException e) {
        failed.accept(part, e);
      }
    }
    return all;
  }
}
