package org.hansa.core.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * What a driver is given to open an endpoint.
 *
 * @param installation our id, up to 63 letters, digits, '-' and '.': every external object carries
 *     it with its uid, and no object of another installation is listed or touched
 * @param endpoint the endpoint's name, for messages
 * @param options an instance of {@link Driver#options()}
 * @param credentials by name, never logged; empty if the endpoint has no secret
 * @param folder a private folder that survives restarts, for this endpoint alone
 * @param content reads an artefact by its digest
 * @param clock the only clock
 * @param timer the only threads; tasks must be short
 * @param hint called with a uid when its object may have changed, so that it is observed soon; may
 *     be called from any thread, and calling it too often does no harm
 */
public record Opening(
    String installation,
    String endpoint,
    Record options,
    Map<String, String> credentials,
    Path folder,
    Content content,
    InstantSource clock,
    ScheduledExecutorService timer,
    Consumer<String> hint) {

  /** Artefacts by digest. */
  @FunctionalInterface
  public interface Content {

    /**
     * The content, to be closed.
     *
     * @param digest {@code sha256:} and 64 hexadecimal digits
     * @throws DriverException NOT_FOUND if there is none of this digest; UNAVAILABLE if it cannot
     *     be had now. Either may be passed on
     * @throws IOException if it could not be read; so may reading it
     */
    InputStream open(String digest) throws IOException;
  }

  /**
   * One of the credentials.
   *
   * @throws DriverException INVALID if the endpoint's secret has no such value
   */
  public String credential(String name) {
    return Optional.ofNullable(credentials.get(name))
        .orElseThrow(
            () -> DriverException.invalid("the endpoint's secret has no value '" + name + "'"));
  }

  @Override
  public String toString() {
    return "Opening[" + endpoint + "]";
  }
}
