package org.hansa.core.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;

/** The calls of a session, in whichever process is there: a new one opens it first. */
final class Calls {

  private final long session;
  private final Opening opening;
  private final Supervisor supervisor;
  private final Threads threads;
  private final Limits limits;
  private final AtomicReference<List<Messages.Offer>> offered = new AtomicReference<>();
  private volatile boolean closed;

  Calls(long session, Opening opening, Supervisor supervisor, Threads threads, Limits limits) {
    this.session = session;
    this.opening = opening;
    this.supervisor = supervisor;
    this.threads = threads;
    this.limits = limits;
  }

  /** Opens the session, and says what the driver says of it. */
  Messages.Opened opened() {
    // Ten seconds are the runtime's for an opening; most of it may be the start of Java.
    Deadline deadline = Deadline.in(limits.brief().multipliedBy(2), threads.nanos());
    ChildProcess child = supervisor.child(deadline.left());
    return opened(child, deadline.left());
  }

  private Messages.Opened opened(ChildProcess child, Duration left) {
    Messages.Open open =
        new Messages.Open(
            session,
            opening.installation(),
            opening.endpoint(),
            Mapping.tree(opening.options()),
            opening.credentials(),
            opening.folder().toAbsolutePath().toString());
    Messages.Opened opened = Mapping.read(child.open(open, left), Messages.Opened.class);
    offered.compareAndSet(null, opened.facets());
    return opened;
  }

  /** A verb of a facet. Without a deadline of the caller's it is one that reaches nothing. */
  JsonNode invoke(int facet, String verb, List<JsonNode> arguments, Optional<Deadline> given) {
    if (closed) {
      throw new DriverException(Reason.UNAVAILABLE, "the session is closed");
    }
    Deadline deadline = given.orElseGet(() -> Deadline.in(limits.brief(), threads.nanos()));
    ChildProcess child = supervisor.child(deadline.left().plus(limits.grace()));
    if (!child.isOpen(session)) {
      reopen(child, deadline.left());
    }
    Duration left = deadline.left();
    return child.call(
        Messages.INVOKE,
        new Messages.Invoke(session, facet, verb, left.toNanos(), arguments),
        left);
  }

  private void reopen(ChildProcess child, Duration left) {
    List<List<String>> now = interfaces(opened(child, left).facets());
    if (!now.equals(interfaces(offered.get()))) {
      throw new DriverException(
          Reason.INTERNAL, "in its new process the driver offers " + now + ", other than before");
    }
  }

  private static List<List<String>> interfaces(List<Messages.Offer> offers) {
    return offers.stream().map(Messages.Offer::interfaces).toList();
  }

  void close() {
    closed = true;
    supervisor.running().ifPresent(child -> child.close(session));
  }
}
