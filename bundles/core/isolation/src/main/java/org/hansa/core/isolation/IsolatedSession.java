package org.hansa.core.isolation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Session;
import org.hansa.core.isolation.wire.Messages;

/** An open endpoint of an isolated driver. */
final class IsolatedSession implements Session {

  private final Calls calls;
  private final Runnable forget;
  private final List<Ability> facets;
  private final Map<String, String> capabilities;
  private final AtomicBoolean closed = new AtomicBoolean();

  IsolatedSession(Calls calls, Messages.Opened opened, Runnable forget) {
    this.calls = calls;
    this.forget = forget;
    this.capabilities = Map.copyOf(opened.capabilities());
    this.facets =
        IntStream.range(0, opened.facets().size())
            .mapToObj(i -> FarFacet.of(calls, i, opened.facets().get(i)))
            .toList();
  }

  @Override
  public List<Ability> facets() {
    return facets;
  }

  /** As they were when the endpoint was opened. */
  @Override
  public Map<String, String> capabilities() {
    return capabilities;
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        calls.close();
      } finally {
        forget.run();
      }
    }
  }
}
