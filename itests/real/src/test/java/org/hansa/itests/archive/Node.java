package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Ref;
import org.hansa.itests.real.Cable;
import org.hansa.itests.real.PostgresServer;

/** A Hansa in a container, with a way of its own to the database. */
final class Node implements AutoCloseable {

  private final String name;
  private final Distribution hansa;
  private final Container container;
  private final Cable cable;
  private final PostgresServer server;
  private final String database;

  Node(int number, Path folder, Network network, PostgresServer server, String database)
      throws IOException {
    this.name = "node" + number;
    this.server = server;
    this.database = database;
    Path place = Files.createDirectories(folder.resolve(name));
    container = new Container(name, folder.resolve("containers"), place, network, 10 + number);
    cable = new Cable(network.host(), server.port());
    hansa =
        Distribution.withAdministrator(place, place)
            .at(container.address(), "-Dhansa.node=" + name);
    Files.writeString(
        hansa.state().resolve("etc/org.hansa.core.store.cfg"),
        "url = jdbc:postgresql://%s:%d/%s%nuser = hansa%n"
            .formatted(network.host(), cable.port(), database));
  }

  String name() {
    return name;
  }

  Rest rest() {
    return hansa.rest();
  }

  Cable cable() {
    return cable;
  }

  /** Without it a node cannot read what others keep secret. */
  void takeKeyOf(Node first) throws IOException {
    Files.copy(first.hansa.state().resolve("root.key"), hansa.state().resolve("root.key"));
  }

  void start() throws IOException {
    container.start(hansa.home(), hansa.environment(), "bin/karaf", "daemon");
    hansa.awaitReady();
  }

  void install(Path bundle) throws IOException {
    Path near = hansa.state().resolve(bundle.getFileName());
    Files.copy(bundle, near);
    container.exec(
        "bundle:install -s " + near.toUri() + "\n",
        "bin/client",
        "-u",
        Distribution.ROOT,
        "-p",
        Distribution.PASSWORD,
        "-b");
  }

  void kill() throws IOException {
    container.kill();
  }

  void leave() throws IOException {
    container.stop();
  }

  void pause() throws IOException {
    container.pause();
  }

  void resume() throws IOException {
    container.resume();
  }

  @Override
  public void close() throws IOException {
    container.end();
    cable.close();
  }

  int ready() throws IOException, InterruptedException {
    return hansa.get("/health/ready");
  }

  private Path log() {
    return hansa.state().resolve("log/karaf.log");
  }

  /** How much it has said so far; it says too little for its log to be rolled over. */
  long said() throws IOException {
    return Files.size(log());
  }

  /**
   * Of which of these it has said that it could not write this, and why.
   *
   * @param since what it had {@link #said} before is not looked at
   */
  Set<Ref> refused(long since, String what, Set<Ref> refs, String why) throws IOException {
    byte[] all = Files.readAllBytes(log());
    int from = Math.toIntExact(since);
    String log = new String(all, from, all.length - from, StandardCharsets.UTF_8);
    return refs.stream()
        .filter(ref -> log.contains(what + " for " + ref + " was not written: " + why))
        .collect(Collectors.toSet());
  }

  /** It is at no step, and none is due. */
  boolean isAtRest() throws IOException {
    return metric("hansa_queue_ready") + metric("hansa_queue_running") == 0;
  }

  /** Steps of a controller that are under way. */
  double steps(String controller) throws IOException {
    return metric("hansa_queue_running", "controller=\"" + controller + "\"");
  }

  /** All of a family together. */
  double metric(String family) throws IOException {
    return metric(family, "");
  }

  /** All of a family together that has this among its labels. */
  double metric(String family, String label) throws IOException {
    String all = rest().get("/metrics").ok().body().path("text").asText();
    return all.lines()
        .filter(line -> line.matches(family + "(_total)?[{ ].*") && line.contains(label))
        .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[1]))
        .sum();
  }

  /** What the database says that this node may act on. */
  Set<Integer> partitions() throws Exception {
    return server
        .query(database, "SELECT partition FROM lease WHERE node = '" + name + "'")
        .stream()
        .map(Integer::valueOf)
        .collect(Collectors.toSet());
  }

  @Override
  public String toString() {
    return name;
  }
}
