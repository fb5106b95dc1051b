package org.hansa.core.runtime.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.engine.DefaultClassResolver;

/**
 * Finds what Camel looks for by name, and remembers its own names of services: each context asks
 * for the same sixty, most of which are nowhere, in every jar there is. Thread-safe.
 */
final class Lookups extends DefaultClassResolver {

  /** What stands under such a name comes with Camel, whose bundle takes this one with it. */
  private static final String SERVICES = "META-INF/services/org/apache/camel/";

  private static final Map<String, Optional<byte[]>> KNOWN = new ConcurrentHashMap<>();

  Lookups(CamelContext context) {
    super(context);
  }

  @Override
  public InputStream loadResourceAsStream(String uri) {
    String name = uri.startsWith("/") ? uri.substring(1) : uri;
    if (!name.startsWith(SERVICES)) {
      return super.loadResourceAsStream(uri);
    }
    return KNOWN
        .computeIfAbsent(name, n -> read(super.loadResourceAsStream(uri)))
        .map(ByteArrayInputStream::new)
        .orElse(null);
  }

  private static Optional<byte[]> read(InputStream found) {
    if (found == null) {
      return Optional.empty();
    }
    try (found) {
      return Optional.of(found.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
