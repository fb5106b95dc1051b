package org.hansa.core.partner;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Place;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;

/**
 * A driver on the {@link StandIn}, for the contract kit: that it is there, that nothing answers
 * where it is not, and that it wants the right token.
 */
public abstract class StandInTest implements Subject, AutoCloseable {

  private static final String TOKEN = "the-token-of-a-test";

  /** Nothing listens there, nor can without the rights of root. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final StandIn server = StandIn.start(TOKEN);
  private final Driver driver;
  private final Function<URI, Record> options;

  /**
   * @param options of an endpoint at an address
   */
  protected StandInTest(Driver driver, Function<URI, Record> options) {
    this.driver = driver;
    this.options = options;
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public Opening opening(String installation, Supplies supplies) {
    return at(server.address(), TOKEN).opening(installation, supplies);
  }

  @Override
  public Optional<Place> elsewhere() {
    return Optional.of(at(NOWHERE, TOKEN));
  }

  @Override
  public Optional<Place> denied() {
    return Optional.of(at(server.address(), "another-token"));
  }

  private Place at(URI address, String token) {
    return (installation, supplies) ->
        supplies.opening(
            installation,
            "test",
            options.apply(address),
            Map.of("token", token),
            server.folder(installation));
  }

  @Override
  public void close() {
    server.close();
  }
}
