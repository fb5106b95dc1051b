package org.hansa.core.driver.http;

import java.util.function.Function;
import org.hansa.core.driver.Deadline;
import org.osgi.annotation.versioning.ConsumerType;

/** Logs in. Called by one thread at a time, and not again while the token that it gave is good. */
@FunctionalInterface
@ConsumerType
public interface TokenSource {

  /**
   * @param here sends a request to the caller's own origin, without credentials and until the
   *     deadline; a login elsewhere is done by a caller of its own
   * @throws org.hansa.core.driver.DriverException UNAUTHORIZED if the credentials are wrong: nobody
   *     logs in again for a minute then
   */
  Token fetch(Function<Request, Answer> here, Deadline deadline);
}
