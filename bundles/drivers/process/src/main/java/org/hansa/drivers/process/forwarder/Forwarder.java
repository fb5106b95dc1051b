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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
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
 *   <li>{@code drain}: stops listening, answers, and ends when the last open link has
 * </ul>
 *
 * <p>With {@link #WATCH} it takes no commands but looks: when the number in the file {@code wanted}
 * is another, it reads the table again, and writes to {@code says-<pid>} that number and below it
 * what it would answer, also when that has changed by itself; when {@code drain-<pid>} is there it
 * drains. So a shell can command it.
 *
 * <p>When its folder is gone, or another stands in its place, nobody can tell it anything any more:
 * it drains.
 *
 * <p>It depends on nothing but the JDK, so that it outlives the control plane.
 */
public final class Forwarder {

  /** The first argument when it follows an older forwarder that still listens. */
  public static final String TAKE_OVER = "take-over";

  /** An argument: it takes its commands from files. */
  public static final String WATCH = "watch";

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
  private static final long LOOK_MILLIS = 50;

  private final Loop loop;
  private final Path folder = Path.of("").toAbsolutePath();
  private final Object folderKey;
  private final Map<Integer, Door> doors = new HashMap<>();
  private final boolean takeOver;

  /** What is said of each port. */
  private final Map<Integer, String> states = new TreeMap<>();

  private boolean draining;

  private Forwarder(boolean takeOver) throws IOException {
    this.loop = new Loop();
    this.takeOver = takeOver;
    this.folderKey = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
  }

  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = List.of(args);
    Forwarder forwarder = new Forwarder(words.contains(TAKE_OVER));
    forwarder.begin();
    if (words.contains(WATCH)) {
      forwarder.watch();
    } else {
      forwarder.serve();
    }
  }

  private void begin() {
    Thread links = new Thread(loop, "links");
    links.setUncaughtExceptionHandler(
        (thread, failure) -> {
          failure.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    links.start();
  }

  /** A table that cannot be read is as if it had not been changed: who waits is told nothing. */
  private void watch() throws IOException, InterruptedException {
    Path wanted = Path.of("wanted");
    long pid = ProcessHandle.current().pid();
    Path drain = Path.of("drain-" + pid);
    Path says = Path.of("says-" + pid);
    String number = "";
    String said = "";
    boolean sharing = takeOver;
    loop.submit(this::reopen);
    while (true) {
      try {
        String now = Files.exists(wanted) ? Files.readString(wanted).strip() : "";
        boolean told = !now.equals(number);
        String next = told ? reload(sharing) : said();
        if (told || !next.equals(said)) {
          write(says, now + "\n" + next);
          sharing &= !told;
          number = now;
          said = next;
        }
      } catch (IOException e) {
        // Looked at again: until then who waits is told nothing.
        said = "";
      }
      if (Files.exists(drain)) {
        loop.submit(this::drain);
        return;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String said() {
    CompletableFuture<String> answer = new CompletableFuture<>();
    loop.submit(() -> answer.complete(text()));
    return answer.join();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    states.forEach((port, state) -> text.append(port).append(' ').append(state).append('\n'));
    return text.toString();
  }

  private void serve() throws IOException {
    Path control = Path.of(CONTROL + ProcessHandle.current().pid());
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
        Files.deleteIfExists(control);
        CompletableFuture<Void> shut = new CompletableFuture<>();
        loop.submit(
            () -> {
              drain();
              shut.complete(null);
            });
        shut.join();
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
    states.keySet().retainAll(wanted.keySet());
    wanted.forEach(
        (port, targets) -> {
          Door door = doors.computeIfAbsent(port, p -> new Door(loop, p));
          door.targets(targets);
          open(door, sharing);
        });
    return text();
  }

  private void open(Door door, boolean sharing) {
    try {
      if (!draining) {
        door.open(sharing);
      }
      states.put(door.port(), door.listening() ? "listening" : "draining");
    } catch (IOException e) {
      states.put(door.port(), String.valueOf(e.getMessage()));
    }
  }

  /** A port that something else had is taken as soon as it is free. */
  private void reopen() {
    if (!draining && gone()) {
      drain();
    } else if (!draining) {
      doors.values().forEach(door -> open(door, false));
      loop.after(REPEAT_MILLIS, this::reopen);
    }
  }

  private boolean gone() {
    try {
      return !folderKey.equals(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
    } catch (NoSuchFileException e) {
      return true;
    } catch (IOException e) {
      // What cannot be looked at may be there.
      return false;
    }
  }

  private void drain() {
    draining = true;
    doors.values().removeIf(Door::shut);
    long end = Loop.now() + LONGEST_DRAIN_MILLIS;
    // Not at once: who asked is told first.
    loop.after(REPEAT_MILLIS / 10, () -> exitWhenIdle(end));
  }

  private void exitWhenIdle(long end) {
    if (loop.links == 0 || Loop.now() > end) {
      Runtime.getRuntime().halt(0);
    }
    loop.after(REPEAT_MILLIS / 10, () -> exitWhenIdle(end));
  }
}
