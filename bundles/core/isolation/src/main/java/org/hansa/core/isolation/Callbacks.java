package org.hansa.core.isolation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.isolation.wire.Failure;
import org.hansa.core.isolation.wire.Link;
import org.hansa.core.isolation.wire.Mapping;
import org.hansa.core.isolation.wire.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a driver asks back of us: artefacts and looks.
 *
 * @param sessions what each was opened with
 * @param folder where artefacts are laid for the process, which deletes them
 */
record Callbacks(Map<Long, Opening> sessions, Path folder, Threads threads) implements Link.Served {

  private static final Logger LOG = LoggerFactory.getLogger(Callbacks.class);

  @Override
  public void called(Link link, long id, String verb, JsonNode body) {
    threads.workers().execute(() -> answer(link, id, verb, body));
  }

  private void answer(Link link, long id, String verb, JsonNode body) {
    try {
      Result result = result(verb, body);
      if (result.failure().isPresent()) {
        link.fail(id, result.failure().get());
      } else {
        link.answer(id, result.contained().orElseThrow(), Optional.empty());
      }
    } catch (IOException e) {
      LOG.debug("the process that asked for an artefact is gone", e);
    }
  }

  /** One of both. */
  private record Result(Optional<Messages.Contained> contained, Optional<Failure> failure) {}

  private Result result(String verb, JsonNode body) {
    try {
      if (!verb.equals(Messages.CONTENT)) {
        throw new DriverException(Reason.INTERNAL, "there is no verb " + verb);
      }
      Path copy = copy(Mapping.read(body, Messages.Content.class));
      return new Result(Optional.of(new Messages.Contained(copy.toString())), Optional.empty());
    } catch (IOException e) {
      return failed(new Failure(Reason.UNAVAILABLE, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      // Also a defect of ours is told to the driver, which waits for an answer.
      return failed(Failure.of(e));
    }
  }

  private static Result failed(Failure failure) {
    return new Result(Optional.empty(), Optional.of(failure));
  }

  private Path copy(Messages.Content wanted) throws IOException {
    Opening opening =
        Optional.ofNullable(sessions.get(wanted.session()))
            .orElseThrow(() -> new IOException("the session is closed"));
    Path file = Files.createTempFile(folder, "artefact-", "");
    try (InputStream in = opening.content().open(wanted.digest())) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  @Override
  public void cancelled(long id) {
    // A copy that is made is short, and deleted with the folder.
  }

  @Override
  public void told(String verb, JsonNode body) {
    Messages.Hint hint = Mapping.read(body, Messages.Hint.class);
    try {
      Optional.ofNullable(sessions.get(hint.session()))
          .ifPresent(opening -> opening.hint().accept(hint.uid()));
    } catch (RuntimeException e) {
      // Only a hint: it is no reason to stop reading from the process.
      LOG.warn("the hint of a driver was not taken", e);
    }
  }
}
