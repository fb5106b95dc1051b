package org.hansa.core.testing.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;

/** What is answered, no faster than it may come, and until it breaks off. */
final class Paced extends OutputStream {

  /** Pieces of a slow answer come so often a second. */
  private static final long PIECES = 20;

  private final OutputStream to;
  private final Pause pause;
  private final OptionalLong bytesPerSecond;
  private final Optional<Fault.Broken> broken;
  private long written;

  Paced(OutputStream to, Pause pause, Fate fate) {
    this.to = to;
    this.pause = pause;
    this.bytesPerSecond = fate.bytesPerSecond();
    this.broken = fate.first(Fault.Broken.class);
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    long left = broken.map(b -> b.after() - written).orElse(Long.MAX_VALUE);
    int allowed = (int) Math.min(length, left);
    for (int done = 0; done < allowed; ) {
      int piece =
          (int) Math.min(allowed - done, bytesPerSecond.orElse(length * PIECES) / PIECES + 1);
      if (bytesPerSecond.isPresent()) {
        to.flush();
        pause.nanos(piece * 1_000_000_000L / bytesPerSecond.getAsLong());
      }
      to.write(bytes, from + done, piece);
      done += piece;
    }
    written += allowed;
    if (allowed < length) {
      to.flush();
      throw new Wire.Ended(broken.orElseThrow().ending());
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }
}
