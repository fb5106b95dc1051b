package org.hansa.core.driver;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An open endpoint. Closed on rotation, upgrade and shut-down; closing changes nothing outside. It
 * may be closed while logs are asked for that have outlived their deadline: these may fail.
 */
@ConsumerType
public interface Session extends AutoCloseable {

  /** What it can do here: which facets it returns. A facet that is not here does not exist. */
  List<Ability> facets();

  /** Capability data for planning: a word and a value. */
  default Map<String, String> capabilities() {
    return Map.of();
  }

  @Override
  void close();
}
