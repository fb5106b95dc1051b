package org.hansa.core.kit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Trial;

/** The artefact of trials, and how many of its streams are open. */
final class Content implements Opening.Content {

  private final AtomicInteger open = new AtomicInteger();

  @Override
  public InputStream open(String digest) throws IOException {
    if (!Trial.ARTIFACT.equals(digest)) {
      throw new DriverException(DriverException.Reason.NOT_FOUND, "there is no " + digest);
    }
    open.incrementAndGet();
    return new Counted(Trial.artifact());
  }

  int open() {
    return open.get();
  }

  private final class Counted extends FilterInputStream {

    private final AtomicBoolean closed = new AtomicBoolean();

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public void close() throws IOException {
      if (closed.compareAndSet(false, true)) {
        open.decrementAndGet();
      }
      super.close();
    }
  }
}
