package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class AccessLinesTest {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss,SSS").withZone(ZoneId.systemDefault());

  private final Queue<String> batches = new ConcurrentLinkedQueue<>();
  private Instant now = Instant.parse("2026-01-02T03:04:05.006Z");

  @Test
  void linesComeTogetherEachWithItsTime() {
    try (AccessLines lines = new AccessLines(batches::add, () -> now)) {
      lines.accept("one");
      Instant first = now;
      now = now.plusMillis(990);
      lines.accept("two");
      lines.flush();
      assertThat(String.join("\n", batches).lines())
          .containsExactly(TIME.format(first) + " one", TIME.format(now) + " two");
    }
  }

  @Test
  void nobodyHasToAskForThem() {
    try (AccessLines lines = new AccessLines(batches::add, () -> now)) {
      lines.accept("one");
      await().until(() -> !batches.isEmpty());
      assertThat(batches).hasSize(1);
    }
  }

  @Test
  void theLastComeWhenItEnds() {
    try (AccessLines lines = new AccessLines(batches::add, () -> now)) {
      lines.accept("one");
    }
    assertThat(String.join("\n", batches)).endsWith(" one");
  }

  @Test
  void whatIsTooMuchIsCounted() {
    String half = "x".repeat(AccessLines.MOST / 2);
    try (AccessLines lines = new AccessLines(batches::add, () -> now)) {
      List.of(half, half, half, half, half).forEach(lines);
    }
    String all = String.join("\n", batches);
    long kept = all.lines().filter(line -> line.endsWith("x")).count();
    assertThat(all.lines().filter(line -> line.contains("left out: ")).toList())
        .hasSizeBetween(1, 3)
        .allSatisfy(line -> assertThat(line).matches("\\S+ - - - - - - left out: [1-4]"));
    assertThat(kept).isBetween(1L, 4L);
  }
}
