package org.hansa.drivers.hansa;

import java.util.List;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Uses the sites that a partner's Hansa shares. */
@Component(service = Driver.class)
public final class HansaDriver implements Driver {

  private final String version;

  @Activate
  public HansaDriver(BundleContext context) {
    this(context.getBundle().getVersion().toString());
  }

  HansaDriver(String version) {
    this.version = version;
  }

  @Override
  public String id() {
    return "hansa";
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public Class<? extends Record> options() {
    return HansaOptions.class;
  }

  @Override
  public Session open(Opening opening) {
    if (!(opening.options() instanceof HansaOptions options)) {
      throw DriverException.invalid(
          "the options of " + opening.endpoint() + " are not those of hansa");
    }
    Partner partner = new Partner(opening, options.checked());
    Offering offering = new Offering(partner, options.contract());
    Partings partings = new Partings();
    Nudges nudges = new Nudges(opening);
    Sights sights = new Sights(partner, offering, opening.clock());
    Saved saved = new Saved(opening.folder());
    Meter meter = new Meter(partner, sights, partings, saved, opening.clock());
    Contents contents = new Contents(partner, opening.content());
    return Session.of(
        List.of(
            new OfferedSites(offering),
            new OfferedHosts(offering),
            new Workloads(partner, sights, contents, partings, meter, nudges),
            meter),
        () -> {
          nudges.close();
          partner.close();
        });
  }
}
