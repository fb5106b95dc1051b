package org.hansa.core.api.page;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Files that a browser is shown. They are the same for everybody, logged in or not, so they hold
 * nothing of any tenant: what the pages show, their scripts ask of the interface, as who is logged
 * in there. Thread-safe.
 */
@ConsumerType
public interface PageSource {

  /**
   * What stands at a path. Answers at once, from memory.
   *
   * @param path from the root, as {@code /ui/start.css}: plain segments between single slashes,
   *     nothing encoded, never under {@code /api/} or {@code /health/}
   * @return empty if these pages have nothing there
   */
  Optional<Page> page(String path);
}
