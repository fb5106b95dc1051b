package org.hansa.core.isolation;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.hansa.core.isolation.wire.Link;

/**
 * Frames on their way to a process, which may not read: so no caller ever waits for it here. How
 * many there can be is bounded by the link, which makes only so many calls at once.
 */
final class Queue implements Link.Outlet {

  private static final byte[] LAST = {};

  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private volatile boolean broken;

  @Override
  public void write(byte[] frame) throws IOException {
    if (broken) {
      throw new IOException("the process is gone");
    }
    frames.add(frame);
  }

  /** Nothing more is written; the stream is closed after what is here. */
  void finish() {
    frames.add(LAST);
  }

  /** Writes until {@link #finish} or until the stream breaks. */
  void run(OutputStream out) {
    try (out) {
      for (byte[] frame = frames.take(); frame != LAST; frame = frames.take()) {
        out.write(frame);
        if (frames.isEmpty()) {
          out.flush();
        }
      }
    } catch (IOException e) {
      // Whoever reads from the process finds out why, and tells those who wait.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    broken = true;
    frames.clear();
  }
}
