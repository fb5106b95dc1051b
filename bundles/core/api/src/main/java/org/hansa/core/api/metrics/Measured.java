package org.hansa.core.api.metrics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.osgi.annotation.versioning.ConsumerType;

/** A part that measures itself. No label's value may come from a tenant, and they are few. */
@ConsumerType
public interface Measured {

  /** What it measures now; answers at once, from any thread. Each name is given by one part. */
  List<Family> families();

  /**
   * What all of them measure. A part that fails to answer, or names what another has given already,
   * does not take the others' answers with it: all of it is left out.
   *
   * @param failed is told of it
   */
  static List<Family> all(
      Collection<Measured> parts, BiConsumer<Measured, RuntimeException> failed) {
    Map<String, Family> all = new LinkedHashMap<>();
    for (Measured part : parts) {
      try {
        Map<String, Family> more = new LinkedHashMap<>();
        for (Family family : part.families()) {
          if (all.containsKey(family.name()) || more.put(family.name(), family) != null) {
            throw new IllegalStateException(family.name() + " is given twice");
          }
        }
        all.putAll(more);
      } catch (RuntimeException e) {
        failed.accept(part, e);
      } catch (LinkageError e) {
        failed.accept(part, new IllegalStateException("its code is not there: " + e, e));
      }
    }
    return List.copyOf(all.values());
  }
}
