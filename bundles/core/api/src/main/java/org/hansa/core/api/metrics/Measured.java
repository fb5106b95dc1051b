package org.hansa.core.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A part that measures itself. No label's value may come from a tenant, and they are few. */
@ConsumerType
public interface Measured {

  /** What it measures now; answers at once, from any thread. Each name is given by one part. */
  List<Family> families();
}
