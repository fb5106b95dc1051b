package org.hansa.itests.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a process listens on, as Linux tells it in {@code /proc}. */
final class Sockets {

  /** A listening socket: the address as the kernel writes it, in hexadecimal, and the port. */
  record Listener(String address, int port) {

    boolean loopback() {
      return address.equals("0100007F")
          || address.equals("0000000000000000FFFF00000100007F")
          || address.equals("00000000000000000000000001000000");
    }
  }

  private static final String LISTEN = "0A";

  private Sockets() {}

  static List<Listener> of(long pid) throws IOException {
    Set<String> own = inodes(pid);
    return Stream.concat(lines("/proc/net/tcp"), lines("/proc/net/tcp6"))
        .map(line -> line.strip().split("\\s+"))
        .filter(cells -> cells[3].equals(LISTEN) && own.contains(cells[9]))
        .map(cells -> cells[1].split(":"))
        .map(at -> new Listener(at[0], Integer.parseInt(at[1], 16)))
        .toList();
  }

  private static Set<String> inodes(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return open.map(Sockets::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.replaceAll("\\D", ""))
          .collect(Collectors.toSet());
    }
  }

  /** What a file descriptor points at; it may be closed by the time we ask. */
  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** None of a protocol that the kernel was started without. */
  private static Stream<String> lines(String file) throws IOException {
    Path table = Path.of(file);
    return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.empty();
  }
}
