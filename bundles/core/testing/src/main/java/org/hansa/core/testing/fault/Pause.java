package org.hansa.core.testing.fault;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits, but no longer than until the proxy is closed. */
record Pause(CountDownLatch closed) {

  /**
   * @throws IOException if the proxy is closed
   */
  void nanos(long nanos) throws IOException {
    try {
      if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
        throw new IOException("the proxy is closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
