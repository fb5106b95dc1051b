package org.hansa.itests.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A bridge on this machine, to which containers are plugged; this machine is its first address. */
final class Network implements AutoCloseable {

  private static final String IP = Commands.program("ip");
  private static final int TRIES = 20;

  private final int number;
  private final String bridge;

  private Network(int number) {
    this.number = number;
    this.bridge = "hansa" + number;
  }

  /**
   * On addresses that nobody here uses.
   *
   * @throws IOException if this user may not make networks
   */
  static Network make() throws IOException {
    String used = Commands.run(IP, "addr");
    Network network = new Network(ThreadLocalRandom.current().nextInt(256));
    for (int n = 0; n < TRIES && used.contains(network.address(1).replaceFirst("1$", "")); n++) {
      network = new Network(ThreadLocalRandom.current().nextInt(256));
    }
    Commands.run(IP, "link", "add", network.bridge, "type", "bridge");
    Commands.run(IP, "addr", "add", network.address(1) + "/24", "dev", network.bridge);
    Commands.run(IP, "link", "set", network.bridge, "up");
    return network;
  }

  String host() {
    return address(1);
  }

  String address(int last) {
    return "10.213." + number + "." + last;
  }

  /** Gives the network namespace of a process its one way out. */
  void plug(long pid, int last) throws IOException {
    String end = bridge + "." + last;
    Commands.run(IP, "link", "add", end, "type", "veth", "peer", "name", "eth0", "netns", "" + pid);
    Commands.run(IP, "link", "set", end, "master", bridge, "up");
    inside(pid, IP, "addr", "add", address(last) + "/24", "dev", "eth0");
    inside(pid, IP, "link", "set", "eth0", "up");
    inside(pid, IP, "link", "set", "lo", "up");
  }

  /** Nothing passes there any more, and nobody is told. */
  void cut(int last) throws IOException {
    Commands.run(IP, "link", "set", bridge + "." + last, "down");
  }

  void heal(int last) throws IOException {
    Commands.run(IP, "link", "set", bridge + "." + last, "up");
  }

  private static void inside(long pid, String... words) throws IOException {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net", "--target", "" + pid));
    all.addAll(List.of(words));
    Commands.run("", all);
  }

  /** Ends of containers go with their namespaces. */
  @Override
  public void close() throws IOException {
    Commands.run(IP, "link", "del", bridge);
  }
}
