package org.hansa.core.driver.http;

import java.util.Optional;
import org.hansa.core.driver.Deadline;

/** What shows who is calling, call by call. */
interface Authorizer {

  /**
   * @throws org.hansa.core.driver.DriverException if there is none to be had
   */
  Optional<Credentials.Header> header(Deadline deadline);

  /** With this the server answered something else than 401. */
  void worked(Credentials.Header shown);

  /**
   * With this the server answered 401.
   *
   * @return whether to ask once more with another
   */
  boolean refused(Credentials.Header shown);

  /** The same each time, if anything. */
  record Fixed(Optional<Credentials.Header> shown) implements Authorizer {
    @Override
    public Optional<Credentials.Header> header(Deadline deadline) {
      return shown;
    }

    @Override
    public void worked(Credentials.Header with) {}

    @Override
    public boolean refused(Credentials.Header with) {
      return false;
    }
  }
}
