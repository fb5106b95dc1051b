package org.hansa.itests.archive.shed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.Session;
import org.hansa.core.driver.workload.HostFacet;
import org.hansa.core.driver.workload.HostState;

/** Its bundle's {@code shed.properties} say its id, its version and what is wrong with it. */
public final class ShedDriver implements Driver {

  /** What can be wrong with it. */
  public enum Trouble {
    NONE,
    /** Its constructor throws. */
    UNBORN,
    /** Its constructor does not return. */
    UNFINISHED,
    /** An endpoint that is opened ends in an error that nobody thinks of. */
    TRIPS,
    /** An endpoint does not say what it can do. */
    MUTE,
    /** A call ends in such an error. */
    FAINTS,
    /** No call returns, whoever interrupts it. */
    SILENT,
    /** An endpoint that is opened begins threads that do not end. */
    LEAKS
  }

  /**
   * Of an endpoint.
   *
   * @param folder where its things are
   */
  public record Options(String folder) {}

  private static final int MANY = 200;

  private final Properties about = new Properties();
  private final Trouble trouble;

  public ShedDriver() {
    try (InputStream in = ShedDriver.class.getResourceAsStream("/shed.properties")) {
      about.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    trouble = Trouble.valueOf(about.getProperty("trouble"));
    if (trouble == Trouble.UNBORN) {
      throw new IllegalStateException("the shed has no door");
    }
    if (trouble == Trouble.UNFINISHED) {
      forever();
    }
  }

  static void forever() {
    new Semaphore(0).acquireUninterruptibly();
  }

  @Override
  public String id() {
    return about.getProperty("id");
  }

  @Override
  public String version() {
    return about.getProperty("version");
  }

  @Override
  public Class<? extends Record> options() {
    return Options.class;
  }

  @Override
  public boolean simulated() {
    return true;
  }

  @Override
  public Session open(Opening opening) {
    if (trouble == Trouble.TRIPS) {
      throw new StackOverflowError("over the step of the shed");
    }
    if (trouble == Trouble.LEAKS) {
      for (int i = 0; i < MANY; i++) {
        new Thread(ShedDriver::forever, "shed").start();
      }
    }
    Path folder = Path.of(((Options) opening.options()).folder(), opening.installation());
    return new Shed(
        trouble, List.of(new Place(opening.endpoint()), new ShedWorkloads(folder, trouble)));
  }

  record Shed(Trouble trouble, List<Ability> all) implements Session {

    @Override
    public List<Ability> facets() {
      if (trouble == Trouble.MUTE) {
        forever();
      }
      return all;
    }

    @Override
    public void close() {}
  }

  record Place(String host) implements HostFacet {
    @Override
    public List<HostState> all(Deadline deadline) {
      return List.of(
          new HostState(
              host,
              Map.of("cpu", BigDecimal.TEN, "memory", new BigDecimal(10L << 30)),
              Map.of("os", "linux"),
              List.of(ShedWorkloads.RUNTIME),
              "127.0.0.1",
              2_000,
              2_999,
              List.of()));
    }
  }
}
