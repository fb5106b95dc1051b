package org.hansa.itests.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.hansa.itests.archive.Ports;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL server of the test's own: on a free port of loopback, durable, gone at the end. */
public final class PostgresServer {

  private static final AtomicInteger NAMES = new AtomicInteger();

  private final Path folder;
  private final Path bin;
  private final int port;
  private Process process;

  public PostgresServer() throws Exception {
    bin = installed();
    folder = Files.createTempDirectory(Path.of("/tmp"), "hansa-postgres");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    run(List.of("mkdir", folder + "/data"));
    if (isRoot()) {
      run(List.of("chown", "postgres", folder + "/data"));
    }
    run(
        owned(
            bin + "/initdb",
            "-D",
            folder + "/data",
            "-A",
            "trust",
            "-U",
            "hansa",
            "--locale=C",
            "-E",
            "UTF8"));
    port = Ports.free();
    start();
  }

  private static Path installed() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .map(v -> v.resolve("bin"))
          .filter(b -> Files.isExecutable(b.resolve("postgres")))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> owned(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  private void run(List<String> command) throws Exception {
    Process run =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("setup.log").toFile())
            .start();
    if (!run.waitFor(3, TimeUnit.MINUTES) || run.exitValue() != 0) {
      throw new IllegalStateException(
          command + ": " + Files.readString(folder.resolve("setup.log")));
    }
  }

  public void start() throws Exception {
    process =
        new ProcessBuilder(
                owned(
                    bin + "/postgres",
                    "-D",
                    folder + "/data",
                    "-p",
                    Integer.toString(port),
                    "-c",
                    "listen_addresses=127.0.0.1",
                    "-c",
                    "unix_socket_directories="))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile())
            .start();
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .ignoreExceptions()
          .until(
              () -> {
                execute("SELECT 1");
                return true;
              });
    } catch (ConditionTimeoutException e) {
      kill();
      throw e;
    }
  }

  /** As a machine that loses power: nobody is told. */
  public void kill() throws Exception {
    // The postmaster's children would outlive it for a moment, and keep its files.
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly().waitFor();
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle each : all) {
      each.onExit().get(1, TimeUnit.MINUTES);
    }
  }

  /** It stands still: connections are taken, and nothing is answered. */
  public void freeze() throws Exception {
    signal("-STOP");
  }

  public void thaw() throws Exception {
    signal("-CONT");
  }

  private void signal(String which) throws Exception {
    List<String> kill = new ArrayList<>(List.of("kill", which, Long.toString(process.pid())));
    process.descendants().forEach(each -> kill.add(Long.toString(each.pid())));
    assertThat(new ProcessBuilder(kill).start().waitFor()).isZero();
  }

  /** A new, empty database. */
  public String database() throws SQLException {
    String name = "test" + NAMES.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return url(name);
  }

  public int port() {
    return port;
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a query answers. */
  public List<String> query(String database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> all = new ArrayList<>();
      while (rows.next()) {
        all.add(rows.getString(1));
      }
      return all;
    }
  }

  /** All connections of clients to a database are cut, whatever they are doing. */
  public void cut(String url) throws SQLException {
    execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
            + url.substring(url.lastIndexOf('/') + 1)
            + "'");
  }

  private Connection connect(String database) throws SQLException {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url(database));
    source.setUser("hansa");
    return source.getConnection();
  }

  /** Ends it, and nothing of it is left. */
  public void stop() throws Exception {
    kill();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
