package org.hansa.drivers.sshhost;

import org.hansa.core.driver.Driver;

/** Gives the driver to tests outside a container. */
public final class SshHosts {

  private SshHosts() {}

  public static Driver driver() {
    return new SshHostDriver("test");
  }
}
