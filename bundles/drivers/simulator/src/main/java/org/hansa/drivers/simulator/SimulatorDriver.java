package org.hansa.drivers.simulator;

import java.math.BigDecimal;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.drivers.simulator.data.Continua;
import org.hansa.drivers.simulator.data.Refusal;
import org.hansa.drivers.simulator.data.Site;
import org.hansa.drivers.simulator.world.Worlds;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** A continuum of sites that are not there. */
@Component(service = Driver.class)
public final class SimulatorDriver implements Driver {

  private final String version;
  private final Continua continua = new Continua();
  private final Worlds worlds = new Worlds();

  @Activate
  public SimulatorDriver(BundleContext context) {
    this(context.getBundle().getVersion().toString());
  }

  SimulatorDriver(String version) {
    this.version = version;
  }

  @Override
  public String id() {
    return "simulator";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Class<? extends Record> options() {
    return SimulatorOptions.class;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    if (!(opening.options() instanceof SimulatorOptions options)) {
      throw Refusal.invalid("the options say no site; set 'site'");
    }
    BigDecimal haste = options.hasted();
    Site site = continua.site(options.world(), options.site());
    long seed = options.seed().orElse(site.continuum().seed());
    return new SimulatorSession(
        worlds.open(opening, site, seed, options.clock(), haste, options.checkedFaults()));
  }
}
