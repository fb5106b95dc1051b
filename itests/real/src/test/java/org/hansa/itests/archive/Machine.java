package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A machine with an SSH server: namespaces of this one, with a network, processes, a host name and
 * an identity of its own, and this one's files. It is started as root, by keys that were made for
 * it. Not thread-safe.
 */
final class Machine implements AutoCloseable {

  /** Its own names for itself, and then a server that is its first process. */
  private static final String BOOT =
      "until [ -e \"$1/plugged\" ]; do sleep 0.05; done; hostname \"$2\";"
          + " mount --bind \"$1/machine-id\" /etc/machine-id;"
          + " mount --bind \"$1/boot-id\" /proc/sys/kernel/random/boot_id;"
          + " mount -t tmpfs none /run; mkdir /run/sshd; exec \"$3\" -D -e -f \"$1/sshd_config\"";

  private static final String LISTEN = "0A";

  /** The driver's default. */
  private static final int FIRST_GIVEN = 20_000;

  private final String name;
  private final Path folder;
  private final Network network;
  private final int address;
  private Process process;

  /**
   * @param folder where its keys and its state lie
   * @param address the last part of its address
   */
  Machine(String name, Path folder, Network network, int address) throws IOException {
    this.name = name;
    this.folder = Files.createDirectories(folder.resolve(name));
    this.network = network;
    this.address = address;
    for (String key : List.of("host", "user")) {
      Commands.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "" + file(key));
    }
    String id = UUID.randomUUID().toString();
    Files.writeString(file("machine-id"), id.replace("-", "") + "\n");
    Files.writeString(
        file("sshd_config"),
        String.join(
            "\n",
            "ListenAddress " + address(),
            "HostKey " + file("host"),
            "AuthorizedKeysFile " + file("user.pub"),
            "StrictModes no",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin prohibit-password",
            "UsePAM no",
            "PidFile none",
            ""));
  }

  private Path file(String of) {
    return folder.resolve(of);
  }

  String name() {
    return name;
  }

  String address() {
    return network.address(address);
  }

  /** Where its state is to lie. */
  Path state() {
    return file("state");
  }

  String key() throws IOException {
    return Files.readString(file("user"));
  }

  /** As {@code known_hosts} has it. */
  String knownHost() throws IOException {
    return address() + " " + Files.readString(file("host.pub")).strip();
  }

  /** Switches it on; it is then another boot than any before. */
  void start() throws IOException {
    Files.writeString(file("boot-id"), UUID.randomUUID() + "\n");
    Files.deleteIfExists(file("plugged"));
    List<String> words = new ArrayList<>(List.of(Commands.program("unshare")));
    words.addAll(List.of("--net", "--pid", "--mount", "--uts", "--ipc", "--fork"));
    words.addAll(List.of("--kill-child", "--mount-proc", "sh", "-c", BOOT, "sh"));
    words.addAll(List.of("" + folder, name, Commands.program("sshd")));
    process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(file("log").toFile())
            .start();
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(
            () ->
                !Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net"))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns/net"))));
    network.plug(process.pid(), address);
    Files.createFile(file("plugged"));
    await()
        .atMost(Distribution.SOON)
        .until(() -> Files.readString(file("log")).contains("Server listening"));
  }

  /** What is said at a port of its loopback to an HTTP request, by a shell in its network. */
  String get(int port) throws IOException {
    return get(port, "/");
  }

  /** The last line of it, whatever the status. */
  String get(int port, String path) throws IOException {
    return Commands.run(
        "nsenter",
        "--net",
        "--target",
        "" + process.pid(),
        "timeout",
        "20",
        "bash",
        "-c",
        "exec 3<>/dev/tcp/127.0.0.1/"
            + port
            + "; printf 'GET "
            + path
            + " HTTP/1.0\\r\\n\\r\\n' >&3; tail -n 1 <&3");
  }

  /** The ports that something listens on there, of those that are given to workloads. */
  Set<Integer> ports() throws IOException {
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/net/" + table))) {
        String[] cells = line.strip().split("\\s+");
        if (cells[3].equals(LISTEN)) {
          ports.add(Integer.parseInt(cells[1].substring(cells[1].indexOf(':') + 1), 16));
        }
      }
    }
    ports.removeIf(port -> port < FIRST_GIVEN);
    return ports;
  }

  void cut() throws IOException {
    network.cut(address);
  }

  void heal() throws IOException {
    network.heal(address);
  }

  /** As a loss of power does it: all that ran there ends, and its files stay. */
  void kill() throws IOException {
    process.destroyForcibly();
    try {
      assertThat(process.waitFor(Distribution.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (process != null && process.isAlive()) {
      kill();
    }
  }
}
