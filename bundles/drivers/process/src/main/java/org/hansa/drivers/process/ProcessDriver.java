package org.hansa.drivers.process;

import java.nio.file.Path;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Runs workloads as processes of the machine that we run on. */
@Component(service = Driver.class)
public final class ProcessDriver implements Driver {

  private final String version;
  private final Proc proc;

  @Activate
  public ProcessDriver(BundleContext context) {
    this(context.getBundle().getVersion().toString());
  }

  ProcessDriver(String version) {
    this.version = version;
    this.proc = new Proc(Path.of("/proc"));
  }

  @Override
  public String id() {
    return "process";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Class<? extends Record> options() {
    return ProcessOptions.class;
  }

  @Override
  public boolean local() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    ProcessOptions options =
        opening.options() instanceof ProcessOptions given ? given : ProcessOptions.DEFAULT;
    return new ProcessSession(
        opening,
        options.checked(),
        proc,
        ControlGroups.detect(proc),
        Path.of(System.getProperty("java.home")));
  }
}
