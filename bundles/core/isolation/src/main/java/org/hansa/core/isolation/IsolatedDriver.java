package org.hansa.core.isolation;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.isolation.wire.Messages;

/**
 * Stands for a driver that runs elsewhere. Its record of options is a class of the driver's own
 * bundle: of its code nothing else is loaded here, and a record that were made up after it would be
 * another one than its README shows.
 */
final class IsolatedDriver implements Driver {

  private final Messages.Hello hello;
  private final Class<? extends Record> options;
  private final Supervisor supervisor;
  private final Map<Long, Opening> openings;
  private final Threads threads;
  private final Limits limits;
  private final AtomicLong sessions = new AtomicLong();

  /**
   * @param openings of the sessions that are open, for the driver's calls back
   */
  IsolatedDriver(
      Messages.Hello hello,
      Class<? extends Record> options,
      Supervisor supervisor,
      Map<Long, Opening> openings,
      Threads threads,
      Limits limits) {
    this.hello = hello;
    this.options = options;
    this.supervisor = supervisor;
    this.openings = openings;
    this.threads = threads;
    this.limits = limits;
  }

  @Override
  public String id() {
    return hello.id();
  }

  @Override
  public String version() {
    return hello.version();
  }

  @Override
  public boolean simulated() {
    return hello.simulated();
  }

  @Override
  public boolean local() {
    return hello.local();
  }

  @Override
  public Class<? extends Record> options() {
    return options;
  }

  @Override
  public Session open(Opening opening) {
    long id = sessions.incrementAndGet();
    openings.put(id, opening);
    supervisor.opened();
    Calls calls = new Calls(id, opening, supervisor, threads, limits);
    try {
      return new IsolatedSession(calls, calls.opened(), () -> forget(id));
    } catch (RuntimeException e) {
      forget(id);
      // It may yet be opened there, after nobody waits for it any more.
      calls.close();
      throw e;
    }
  }

  private void forget(long session) {
    openings.remove(session);
    supervisor.closed();
  }
}
