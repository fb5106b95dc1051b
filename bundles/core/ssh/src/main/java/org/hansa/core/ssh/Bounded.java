package org.hansa.core.ssh;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/** Keeps what is written up to a number of bytes, and knows whether there was more. */
final class Bounded extends OutputStream {

  private final int most;
  private final Runnable onMore;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean over;

  /**
   * @param onMore called once, when there is more
   */
  Bounded(int most, Runnable onMore) {
    this.most = most;
    this.onMore = onMore;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) {
    if (add(bytes, from, length)) {
      onMore.run();
    }
  }

  private synchronized boolean add(byte[] bytes, int from, int length) {
    int room = Math.min(length, most - kept.size());
    kept.write(bytes, from, room);
    boolean first = room < length && !over;
    over |= room < length;
    return first;
  }

  /** From here on anew. */
  synchronized void clear() {
    kept.reset();
    over = false;
  }

  synchronized boolean isOver() {
    return over;
  }

  synchronized byte[] bytes() {
    return kept.toByteArray();
  }
}
