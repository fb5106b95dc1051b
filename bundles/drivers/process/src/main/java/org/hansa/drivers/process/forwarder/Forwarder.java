package org.hansa.drivers.process.forwarder;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The main class of the forwarder's own process. It runs in the forwarder's folder, reads {@code
 * table} there and takes commands, a line each, on the socket {@code control-<pid>}:
 *
 * <ul>
 *   <li>{@code reload}: reads the table again; answers {@code <port> listening} or {@code <port>
 *       <why not>} for each line
 *   <li>{@code drain}: stops listening, and ends when the last open link has
 * </ul>
 *
 * <p>It depends on nothing but the JDK, so that it outlives the control plane.
 */
public final class Forwarder {

  /** The first argument when it follows an older forwarder that still listens. */
  public static final String TAKE_OVER = "take-over";

  public static final String TABLE = "table";
  public static final String CONTROL = "control-";

  /** All classes that the process needs; the driver copies them. */
  public static List<Class<?>> code() {
    return List.of(
        Forwarder.class,
        Table.class,
        Table.Line.class,
        Loop.class,
        Loop.Channel.class,
        Loop.Timed.class,
        Door.class,
        Link.class,
        Flow.class);
  }

  private static final int LONGEST_COMMAND = 100;
  private static final long REPEAT_MILLIS = 1_000;
  private static final long LONGEST_DRAIN_MILLIS = 600_000;

  private final Loop loop;
  private final Map<Integer, Door> doors = new HashMap<>();
  private final boolean takeOver;
  private boolean draining;

  private Forwarder(boolean takeOver) throws IOException {
    this.loop = new Loop();
    this.takeOver = takeOver;
  }

  public static void main(String[] args) throws IOException {
    new Forwarder(List.of(args).contains(TAKE_OVER)).serve();
  }

  private void serve() throws IOException {
    Path control = Path.of(CONTROL + ProcessHandle.current().pid());
    Thread links = new Thread(loop, "links");
    links.setUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    links.start();
    reload(takeOver);
    try (ServerSocketChannel commands = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Files.deleteIfExists(control);
      commands.bind(UnixDomainSocketAddress.of(control));
      loop.submit(this::reopen);
      while (true) {
        obey(commands, control);
      }
    }
  }

  private void obey(ServerSocketChannel commands, Path control) {
    try (SocketChannel caller = commands.accept()) {
      byte[] answer = answer(line(caller), control).getBytes(StandardCharsets.UTF_8);
      ByteBuffer out = ByteBuffer.wrap(answer);
      while (out.hasRemaining()) {
        caller.write(out);
      }
    } catch (IOException e) {
      // The caller is gone, or the table cannot be read: who asked sees no answer.
      return;
    }
  }

  private static String line(SocketChannel caller) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(LONGEST_COMMAND);
    while (in.hasRemaining() && caller.read(in) >= 0) {
      if (in.position() > 0 && in.get(in.position() - 1) == '\n') {
        break;
      }
    }
    return StandardCharsets.UTF_8.decode(in.flip()).toString().strip();
  }

  private String answer(String command, Path control) throws IOException {
    return switch (command) {
      case "reload" -> reload(false);
      case "drain" -> {
        loop.submit(this::drain);
        Files.deleteIfExists(control);
        yield "draining\n";
      }
      default -> "unknown command\n";
    };
  }

  /** Host names are resolved here, on this thread, so that no link waits for it. */
  private String reload(boolean sharing) throws IOException {
    Map<Integer, List<InetSocketAddress>> wanted = new TreeMap<>();
    for (Table.Line line : Table.read(Path.of(TABLE)).lines().values()) {
      List<InetSocketAddress> targets = new ArrayList<>();
      for (String target : line.targets()) {
        int colon = target.lastIndexOf(':');
        targets.add(
            new InetSocketAddress(
                target.substring(0, colon), Integer.parseInt(target.substring(colon + 1))));
      }
      wanted.put(line.port(), targets);
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    loop.submit(() -> answer.complete(take(wanted, sharing)));
    return answer.join();
  }

  private String take(Map<Integer, List<InetSocketAddress>> wanted, boolean sharing) {
    doors.values().removeIf(d -> !wanted.containsKey(d.port()) && d.shut());
    StringBuilder answer = new StringBuilder();
    wanted.forEach(
        (port, targets) -> {
          Door door = doors.computeIfAbsent(port, p -> new Door(loop, p));
          door.targets(targets);
          answer.append(port).append(' ').append(open(door, sharing)).append('\n');
        });
    return answer.toString();
  }

  private String open(Door door, boolean sharing) {
    try {
      if (!draining) {
        door.open(sharing);
      }
      return door.listening() ? "listening" : "draining";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** A port that something else had is taken as soon as it is free. */
  private void reopen() {
    if (!draining) {
      doors.values().forEach(door -> open(door, false));
      loop.after(REPEAT_MILLIS, this::reopen);
    }
  }

  private void drain() {
    draining = true;
    doors.values().forEach(Door::close);
    long end = Loop.now() + LONGEST_DRAIN_MILLIS;
    exitWhenIdle(end);
  }

  private void exitWhenIdle(long end) {
    if (loop.links == 0 || Loop.now() > end) {
      Runtime.getRuntime().halt(0);
    }
    loop.after(REPEAT_MILLIS / 10, () -> exitWhenIdle(end));
  }
}
