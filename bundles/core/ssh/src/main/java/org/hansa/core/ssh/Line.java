package org.hansa.core.ssh;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.session.ClientSession;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** A session and how many calls are on it. One that is retired ends with the last of them. */
final class Line {

  /** A usual server allows ten channels on a connection. */
  private static final int MOST = 8;

  private final ClientSession session;
  private final Semaphore channels = new Semaphore(MOST);

  /** With the call that made it. */
  private int calls = 1;

  private boolean retired;

  Line(ClientSession session) {
    this.session = session;
  }

  ClientSession session() {
    return session;
  }

  /** False if it is not to be used any more. */
  synchronized boolean tryEnter() {
    if (retired || !session.isOpen()) {
      return false;
    }
    calls++;
    return true;
  }

  void await(Limit limit) {
    limit.doing("waiting for one of " + MOST + " channels to");
    try {
      if (!channels.tryAcquire(limit.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw limit.late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while waiting for a channel", e);
    }
  }

  void release() {
    channels.release();
  }

  /** No further call: a peer that was too slow once may be gone. */
  synchronized void retire() {
    retired = true;
    if (calls == 0) {
      end();
    }
  }

  synchronized void leave() {
    calls--;
    if (retired && calls == 0) {
      end();
    }
  }

  void end() {
    session.close(true);
  }
}
