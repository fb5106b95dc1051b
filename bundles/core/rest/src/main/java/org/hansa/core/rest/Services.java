package org.hansa.core.rest;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Drivers;
import org.hansa.core.api.Extensions;
import org.hansa.core.api.Readiness;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.format.Importer;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.RootKeys;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.page.PageSource;
import org.hansa.core.api.plan.Outlook;
import org.hansa.core.api.plan.Planner;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.hansa.core.api.store.Store;

/**
 * What stands behind the door. Each may be absent for a moment while its bundle is replaced: then
 * it throws {@link org.hansa.core.api.Problem} UNAVAILABLE, so ask anew for each request.
 */
interface Services {

  Gate gate();

  Planner planner();

  Store store();

  Backups backups();

  RootKeys rootKeys();

  Inspector inspector();

  Outlook outlook();

  Drivers drivers();

  Extensions extensions();

  /** Of the release, if it says one. */
  Optional<String> version();

  /** Everything that says whether it is ready, the three above included when absent. */
  List<Readiness> parts();

  /** What browsers are shown. */
  List<PageSource> pages();

  /** Interfaces of another form, served beside this one. */
  List<Facade> facades();

  /** What reads the formats of others. */
  List<Importer> importers();

  /** Everything that measures itself. */
  List<Measured> measured();
}
