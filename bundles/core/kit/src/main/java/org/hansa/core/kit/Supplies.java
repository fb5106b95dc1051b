package org.hansa.core.kit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.hansa.core.driver.Opening;

/**
 * What the kit itself gives to a session, so that it can watch what becomes of it.
 *
 * @param content has the one artefact that a trial may name
 */
public record Supplies(
    Opening.Content content,
    InstantSource clock,
    ScheduledExecutorService timer,
    Consumer<String> hint) {

  /** An opening with all of it. */
  public Opening opening(
      String installation,
      String endpoint,
      Record options,
      Map<String, String> credentials,
      Path folder) {
    return new Opening(
        installation, endpoint, options, credentials, folder, content, clock, timer, hint);
  }
}
