package org.hansa.core.kit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Manifest;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;

/** A driver of all facets whose other side is memory; right, but for one defect. */
final class Model implements Driver, Subject {

  static final String PASSWORD = "open-sesame-42";

  private static final String IMPORTS =
      "java.util,javax.net.ssl,org.hansa.core.driver;version=\"[1.0,2)\","
          + "org.hansa.core.driver.machine;version=\"[1.0,2)\",org.slf4j;version=\"[1.7,3)\"";

  private final Defect defect;
  private final World world;
  private final int looks;
  private final Set<String> full = ConcurrentHashMap.newKeySet();
  private int asked;
  private int opened;
  private int closed;

  Model(Defect defect, World world) {
    this(defect, world, 0);
  }

  /**
   * @param looks how often an object is looked at until it has settled
   */
  Model(Defect defect, World world, int looks) {
    this.defect = defect;
    this.world = world;
    this.looks = looks;
  }

  boolean is(Defect other) {
    return defect == other;
  }

  World world() {
    return world;
  }

  int looks() {
    return looks;
  }

  /** From now on there is no room for more of this ability. */
  Model full(String ability) {
    full.add(ability);
    return this;
  }

  void room(String ability) {
    if (full.contains(ability)) {
      throw new DriverException(Reason.EXHAUSTED, "of " + ability + " there is no more");
    }
  }

  /** How many sessions there have been. */
  int opened() {
    return opened;
  }

  void close() {
    closed++;
  }

  int closed() {
    return closed;
  }

  @Override
  public String id() {
    return is(Defect.SHOUTED_ID) ? "Model Driver" : "model";
  }

  @Override
  public String version() {
    return is(Defect.NO_VERSION) ? "" : "1.0";
  }

  @Override
  public Class<? extends Record> options() {
    if (is(Defect.UNREADABLE_OPTIONS)) {
      return ModelOptions.Unreadable.class;
    }
    return is(Defect.PASSWORD_AMONG_OPTIONS) ? ModelOptions.Telling.class : ModelOptions.class;
  }

  @Override
  public boolean simulated() {
    return is(Defect.SIMULATES_AT_TIMES) && asked++ % 2 == 1;
  }

  @Override
  public Session open(Opening opening) {
    ModelOptions options = (ModelOptions) opening.options();
    if (options.port().filter(p -> p < 1).isPresent() && !is(Defect.ANY_OPTIONS)) {
      throw new DriverException(Reason.INVALID, "the port is " + options.port().get());
    }
    boolean away = !options.address().equals("here");
    if (away && is(Defect.OPENS_ONLY_WHAT_ANSWERS)) {
      throw new DriverException(Reason.UNAVAILABLE, options.address() + " does not answer");
    }
    if (is(Defect.OPENS_SLOWLY)) {
      Pause.of(Duration.ofMillis(1_300));
    }
    opened++;
    return new ModelSession(this, opening, away);
  }

  @Override
  public Driver driver() {
    return this;
  }

  @Override
  public Opening opening(String installation, Supplies supplies) {
    return opening(installation, supplies, "here", PASSWORD);
  }

  private static Opening opening(
      String installation, Supplies supplies, String address, String password) {
    return supplies.opening(
        installation,
        "model",
        new ModelOptions(address, Optional.of(1), List.of()),
        Map.of("user", "somebody", "password", password),
        Path.of(installation));
  }

  @Override
  public Optional<Place> elsewhere() {
    return Optional.of((id, supplies) -> opening(id, supplies, "away", PASSWORD));
  }

  @Override
  public Optional<Place> denied() {
    return Optional.of((id, supplies) -> opening(id, supplies, "here", "open-barley-42"));
  }

  @Override
  public List<Record> badOptions() {
    return List.of(new ModelOptions("here", Optional.of(-1), List.of()));
  }

  @Override
  public Optional<Manifest> manifest() {
    Manifest manifest = new Manifest();
    String more =
        switch (defect) {
          case LIBRARY_IMPORTED -> ",com.acme.json;version=\"[1.0,2)\"";
          case OPTIONAL_IMPORT -> ",org.slf4j.spi;resolution:=optional";
          case ANY_VERSION -> ",org.hansa.core.driver.energy;version=\"1.0\"";
          default -> "";
        };
    manifest.getMainAttributes().putValue("Import-Package", IMPORTS + more);
    if (is(Defect.CONTRACT_EXPORTED)) {
      manifest.getMainAttributes().putValue("Export-Package", "org.hansa.core.driver;version=1");
    }
    return Optional.of(manifest);
  }

  @Override
  public boolean local() {
    return true;
  }
}
