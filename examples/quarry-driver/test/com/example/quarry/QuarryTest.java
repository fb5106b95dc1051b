package com.example.quarry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Place;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;

/** Has the driver tried by all rules of the contract, on a stand-in for Quarry. */
public final class QuarryTest implements Subject, AutoCloseable {

  /** Nothing listens there, nor can without the rights of root. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  private final QuarryServer server = QuarryServer.start();
  private final Driver driver = new QuarryDriver();
  private final Path folder;

  public QuarryTest() {
    try {
      folder = Files.createTempDirectory("quarry");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Driver driver() {
    return driver;
  }

  @Override
  public Opening opening(String installation, Supplies supplies) {
    return at(server.address(), QuarryServer.SECRET).opening(installation, supplies);
  }

  @Override
  public Optional<Place> elsewhere() {
    return Optional.of(at(NOWHERE, QuarryServer.SECRET));
  }

  @Override
  public Optional<Place> denied() {
    return Optional.of(at(server.address(), "another-secret"));
  }

  private Place at(URI address, String secret) {
    return (installation, supplies) ->
        supplies.opening(
            installation,
            "quarry",
            new QuarryDriver.Options(address),
            Map.of("key", QuarryServer.KEY, "secret", secret),
            folder);
  }

  @Override
  public void close() {
    server.close();
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
