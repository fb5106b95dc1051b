package org.hansa.core.driver;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
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

  /**
   * One that can do these, as long as it is open.
   *
   * @param closing run once when it is closed
   */
  static Session of(List<Ability> facets, Runnable closing) {
    List<Ability> all = List.copyOf(facets);
    AtomicBoolean closed = new AtomicBoolean();
    return new Session() {
      @Override
      public List<Ability> facets() {
        return all;
      }

      @Override
      public void close() {
        if (closed.compareAndSet(false, true)) {
          closing.run();
        }
      }
    };
  }
}
