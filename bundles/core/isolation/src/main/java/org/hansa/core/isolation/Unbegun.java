package org.hansa.core.isolation;

import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;

/** Stands for a driver that its process could not begin: asked who it is, it says why not. */
final class Unbegun implements Driver {

  private final String why;

  Unbegun(String why) {
    this.why = why;
  }

  private DriverException none() {
    return new DriverException(Reason.UNAVAILABLE, why);
  }

  @Override
  public String id() {
    throw none();
  }

  @Override
  public String version() {
    throw none();
  }

  @Override
  public Class<? extends Record> options() {
    throw none();
  }

  @Override
  public Session open(Opening opening) {
    throw none();
  }
}
