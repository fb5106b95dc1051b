package org.hansa.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Somebody at a terminal, or a program without one. */
final class Desk {

  /** What came of a command line. */
  record Said(int code, String out, String err) {}

  private final Map<String, String> environment = new TreeMap<>();
  private Optional<Deque<String>> typed = Optional.empty();
  private String input = "";
  private int width;

  /**
   * @param home the user's
   */
  Desk(Path home) {
    environment.put("HOME", home.toString());
    environment.put("PWD", home.toString());
    environment.put("HOSTNAME", "Mill-7.example");
  }

  /** As a program is told where to go. */
  Desk at(StandIn server) {
    return with("HANSA_URL", server.url()).with("HANSA_TOKEN", "a-token-of-a-test");
  }

  Desk with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A person who answers so, at a terminal of this width. */
  Desk typing(int columns, String... answers) {
    width = columns;
    typed = Optional.of(new ArrayDeque<>(List.of(answers)));
    return this;
  }

  Desk piping(String text) {
    input = text;
    return this;
  }

  Said run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            width,
            width > 0,
            typed.map(Desk::keyboard),
            false);
    InstantSource noon = InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));
    int code = Main.run(new Surroundings(terminal, environment, noon, new SecureRandom()), words);
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Keyboard keyboard(Deque<String> answers) {
    return new Keyboard() {
      @Override
      public Optional<String> line(String prompt) {
        return Optional.ofNullable(answers.poll());
      }

      @Override
      public Optional<String> hidden(String prompt) {
        return Optional.ofNullable(answers.poll());
      }
    };
  }
}
