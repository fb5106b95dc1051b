package org.hansa.core.kit;

import java.util.function.Supplier;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;

/** What a driver says of itself, for a report that must be written whatever it says. */
final class Identity {

  private Identity() {}

  static String said(Supplier<String> of) {
    try {
      return Words.brief(of.get());
    } catch (Broken | DriverException | Unmet | Stopped e) {
      return "?";
    }
  }

  static boolean simulated(Driver driver) {
    try {
      return driver.simulated();
    } catch (Broken | DriverException | Unmet | Stopped e) {
      return false;
    }
  }
}
