package org.hansa.core.api;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A write that was taken and is on its way to the disk. It goes its way whether anybody waits for
 * it or not. Thread-safe.
 */
@ProviderType
public interface Pending {

  /** True once {@link #await} returns at once. */
  boolean isDone();

  /**
   * Calls back once when it is done; now if it is. So who has other work need not hold a thread for
   * it.
   *
   * @param told must be quick: it runs on the thread that writes for all
   */
  void then(Runnable told);

  /**
   * Waits to the end, even if interrupted; the interrupt is kept.
   *
   * @return the state just after
   * @throws Problem if it was refused; nothing was written then
   */
  Snapshot await();

  /** What was done before anybody asked. */
  static Pending done(Snapshot after) {
    return new Pending() {
      @Override
      public boolean isDone() {
        return true;
      }

      @Override
      public void then(Runnable told) {
        told.run();
      }

      @Override
      public Snapshot await() {
        return after;
      }
    };
  }
}
