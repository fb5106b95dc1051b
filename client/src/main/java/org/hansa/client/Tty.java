package org.hansa.client;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The terminal that the process was started at, if it was at one. */
final class Tty {

  static final int IN = 0;
  static final int OUT = 1;
  static final int ERR = 2;

  private static final File DEVICE = new File("/dev/tty");
  private static final int USUAL = 80;
  private static final int WIDEST = 10_000;

  private Tty() {}

  /** True if what is written there is seen by a person, and not a pipe's or a file's. */
  static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (!Files.isSymbolicLink(link)) {
      return test(descriptor);
    }
    try {
      return Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*");
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  /** Where the system does not show it, a child that has the same is asked. */
  private static boolean test(int descriptor) {
    try {
      Process test = new ProcessBuilder("test", "-t", descriptor + "").inheritIO().start();
      return test.waitFor(1, TimeUnit.SECONDS) && test.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What the shell says, else what the device says, else what is usual. */
  static int width(Map<String, String> environment) {
    return number(environment.getOrDefault("COLUMNS", "")).or(Tty::columns).orElse(USUAL);
  }

  private static Optional<Integer> number(String text) {
    return Optional.of(text.strip())
        .filter(t -> t.matches("[1-9][0-9]{0,4}"))
        .map(Integer::valueOf)
        .filter(n -> n <= WIDEST);
  }

  private static Optional<Integer> columns() {
    if (!DEVICE.canRead()) {
      return Optional.empty();
    }
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(DEVICE)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (InputStream said = stty.getInputStream()) {
        boolean ended = stty.waitFor(1, TimeUnit.SECONDS);
        stty.destroyForcibly();
        return ended
            ? number(
                new String(said.readNBytes(100), StandardCharsets.US_ASCII)
                    .replaceFirst("^\\d+ ", ""))
            : Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Optional<Keyboard> keyboard() {
    return isTerminal(IN)
        ? Optional.ofNullable(System.console()).map(Tty::keyboard)
        : Optional.empty();
  }

  private static Keyboard keyboard(Console console) {
    return new Keyboard() {
      @Override
      public Optional<String> line(String prompt) {
        return Optional.ofNullable(console.readLine("%s", prompt));
      }

      @Override
      public Optional<String> hidden(String prompt) {
        return Optional.ofNullable(console.readPassword("%s", prompt)).map(String::new);
      }
    };
  }
}
