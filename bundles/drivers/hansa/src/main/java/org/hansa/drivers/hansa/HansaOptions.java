package org.hansa.drivers.hansa;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.Trust;

/**
 * The options of an endpoint.
 *
 * @param url of the partner's Hansa, without {@code /api/v1}
 * @param tenant that the partner keeps for us
 * @param contract whose offer is used, by its name
 * @param authorities certificates as PEM, of whoever vouches for the partner's server; the
 *     platform's if not said
 * @param pin SHA-256 of the server's certificate or of its public key, instead of that
 */
public record HansaOptions(
    URI url, String tenant, String contract, Optional<String> authorities, Optional<String> pin) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

  /** Refuses what can never be used; the address is looked at by who calls it. */
  HansaOptions checked() {
    name("tenant", tenant);
    name("contract", contract);
    DriverException.require(
        authorities.isEmpty() || pin.isEmpty(),
        "authorities and pin cannot both say whom to trust; leave one out");
    return this;
  }

  private static void name(String what, String value) {
    DriverException.require(
        NAME.matcher(value).matches(),
        "the option " + what + ", '" + value + "', must be lower-case letters, digits, '-', '.'");
  }

  Trust trust() {
    return pin.map(Trust::pinned)
        .or(() -> authorities.map(Trust::authorities))
        .orElseGet(Trust::system);
  }
}
