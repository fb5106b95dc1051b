package org.hansa.core.driver.http;

import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.osgi.annotation.versioning.ConsumerType;

/** What a vendor means by a status, where that is not what everybody means. */
@FunctionalInterface
@ConsumerType
public interface StatusRule {

  /**
   * @param body the answer's, as text of at most 64 KiB
   * @return empty for what the status means elsewhere
   */
  Optional<Reason> reason(int status, String body);
}
