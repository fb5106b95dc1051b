package org.hansa.drivers.sshhost;

import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Runs workloads as processes of another machine, by SSH. */
@Component(service = Driver.class)
public final class SshHostDriver implements Driver {

  private final String version;
  private final ForwarderJar jar = ForwarderJar.ofThisBundle();

  @Activate
  public SshHostDriver(BundleContext context) {
    this(context.getBundle().getVersion().toString());
  }

  SshHostDriver(String version) {
    this.version = version;
  }

  @Override
  public String id() {
    return "ssh-host";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Class<? extends Record> options() {
    return SshHostOptions.class;
  }

  @Override
  public Session open(Opening opening) {
    if (!(opening.options() instanceof SshHostOptions options)) {
      throw Fault.invalid("the options of " + opening.endpoint() + " are not those of ssh-host");
    }
    return new SshHostSession(opening, options.checked(), jar);
  }
}
