package org.hansa.core.isolation.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutionException;
import org.hansa.core.driver.DriverException;
import org.hansa.core.isolation.wire.Link;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;

/** Artefacts, of which the parent writes a copy for each that is asked for. */
record Artefacts(Link link) {

  InputStream open(long session, String digest) throws IOException {
    try {
      Link.Pending call = link.call(Messages.CONTENT, new Messages.Content(session, digest));
      Path path = Path.of(Mapping.read(call.answer().get(), Messages.Contained.class).path());
      return Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DriverException said) {
        throw said;
      }
      throw new IOException(e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + digest + " was waited for");
    }
  }
}
