package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hansa.core.api.Json;

/**
 * One container, by runc: its own processes, network, host name and files. It has this machine's
 * programs to read, and of its folders one to write. Not thread-safe.
 */
final class Container {

  private static final String RUNC = Commands.program("runc");

  private final String name;
  private final Path bundle;
  private final Path shared;
  private final Network network;
  private final int address;
  private Process process;

  /**
   * @param folder where its own description lies
   * @param shared what it may write, at the same path
   * @param address the last part of its address
   */
  Container(String name, Path folder, Path shared, Network network, int address)
      throws IOException {
    this.name = "hansa-" + ProcessHandle.current().pid() + "-" + name;
    this.bundle = Files.createDirectories(folder.resolve(name));
    this.shared = shared;
    this.network = network;
    this.address = address;
    Files.createDirectories(bundle.resolve("rootfs"));
    Files.writeString(
        bundle.resolve("hosts"), "127.0.0.1 localhost\n" + address() + " " + this.name + "\n");
  }

  String address() {
    return network.address(address);
  }

  /** Until it is plugged in, the command waits. */
  void start(Path cwd, Map<String, String> environment, String... command) throws IOException {
    List<String> waiting =
        new ArrayList<>(
            List.of("sh", "-c", "until [ -e /plugged ]; do sleep 0.05; done; exec \"$@\"", "sh"));
    waiting.addAll(List.of(command));
    Files.writeString(bundle.resolve("config.json"), Json.text(config(cwd, environment, waiting)));
    Files.deleteIfExists(bundle.resolve("rootfs/plugged"));
    Path pid = bundle.resolve("pid");
    Files.deleteIfExists(pid);
    process =
        new ProcessBuilder(
                RUNC, "run", "--pid-file", pid.toString(), "--bundle", bundle.toString(), name)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    await()
        .atMost(Distribution.SOON)
        .until(() -> !process.isAlive() || (Files.exists(pid) && Files.size(pid) > 0));
    assertThat(process.isAlive()).as(() -> said()).isTrue();
    network.plug(Long.parseLong(Files.readString(pid).strip()), address);
    Files.createFile(bundle.resolve("rootfs/plugged"));
  }

  private Path log() {
    return bundle.resolve("log");
  }

  private String said() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** One command inside, with what the container's own was told. */
  String exec(String input, String... command) throws IOException {
    List<String> all = new ArrayList<>(List.of(RUNC, "exec", name));
    all.addAll(List.of(command));
    return Commands.run(input, all);
  }

  /** No process in it gets any more time, and none is told. */
  void pause() throws IOException {
    Commands.run(RUNC, "pause", name);
  }

  void resume() throws IOException {
    Commands.run(RUNC, "resume", name);
  }

  /** As a loss of power does it. */
  void kill() throws IOException {
    signal("KILL");
  }

  /** Asks it to end by itself. */
  void stop() throws IOException {
    signal("TERM");
  }

  private void signal(String signal) throws IOException {
    Commands.run(RUNC, "kill", name, signal);
    try {
      assertThat(process.waitFor(Distribution.SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** Whatever is left of it. */
  void end() throws IOException {
    if (process != null && process.isAlive()) {
      Commands.run(RUNC, "delete", "--force", name);
      process.destroyForcibly();
    }
  }

  private JsonNode config(Path cwd, Map<String, String> environment, List<String> command) {
    List<String> env = new ArrayList<>(List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
    environment.forEach((key, value) -> env.add(key + "=" + value));
    return Json.tree(
        Map.of(
            "ociVersion",
            "1.0.2",
            "hostname",
            name,
            "root",
            Map.of("path", "rootfs"),
            "process",
            Map.of(
                "user", Map.of("uid", 0, "gid", 0), "cwd", cwd + "", "env", env, "args", command),
            "mounts",
            mounts(),
            "linux",
            Map.of(
                "namespaces",
                Stream.of("pid", "network", "mount", "uts", "ipc")
                    .map(type -> Map.of("type", type))
                    .toList())));
  }

  private List<Map<String, Object>> mounts() {
    List<Map<String, Object>> all = new ArrayList<>();
    all.add(mount("/proc", "proc", "proc", List.of()));
    all.add(mount("/dev", "tmpfs", "tmpfs", List.of("nosuid", "mode=755", "size=65536k")));
    all.add(mount("/tmp", "tmpfs", "tmpfs", List.of("nosuid", "mode=1777")));
    for (String programs : List.of("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc")) {
      if (Files.exists(Path.of(programs))) {
        all.add(mount(programs, "bind", programs, List.of("rbind", "ro")));
      }
    }
    String java = System.getProperty("java.home");
    if (!java.startsWith("/usr/")) {
      all.add(mount(java, "bind", java, List.of("rbind", "ro")));
    }
    all.add(mount("/etc/hosts", "bind", bundle.resolve("hosts") + "", List.of("bind", "ro")));
    all.add(mount(shared + "", "bind", shared + "", List.of("rbind", "rw")));
    return all;
  }

  private static Map<String, Object> mount(
      String to, String type, String from, List<String> options) {
    return Map.of("destination", to, "type", type, "source", from, "options", options);
  }
}
