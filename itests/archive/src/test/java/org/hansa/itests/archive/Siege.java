package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hansa.core.api.Json;

/**
 * Crowds before an installation, and whether others are served meanwhile: each of their questions
 * is answered well and soon, and what was taken for the crowd is given back when it goes.
 *
 * @param admin sees to the installation
 * @param user has an account beside the crowd's
 * @param ssh logs in there
 */
record Siege(Distribution hansa, Vitals vitals, Rest admin, Rest user, SshTries ssh) {

  /** Loose, for a machine that others use: unserved is who waits for the crowd to go. */
  private static final Duration SOON = Duration.ofSeconds(10);

  private static final int TIMES = 25;

  /** What may be left on the heap by what is kept of every commit, and by what was learned. */
  private static final long HEAP = 48L << 20;

  /** The server keeps those that it had to make for a while. */
  private static final int THREADS = 320;

  private static final int DESCRIPTORS = 40;

  /** What is done by the crowd while others are served. */
  interface Deed {
    void go() throws IOException;
  }

  /** Until others are served often enough, the crowd does this again and again. */
  void holds(Deed deed) throws Exception {
    try (Callers others = others()) {
      await()
          .atMost(Distribution.SOON)
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                deed.go();
                return others.answers().values().stream().allMatch(n -> n > TIMES);
              });
      others.assertAnswered(TIMES);
    }
    assertThat(ssh.run("ann@demo", "hansa:get secret", new byte[0]).code()).isZero();
  }

  private Callers others() {
    AtomicInteger number = new AtomicInteger();
    return new Callers()
        .ask("health", soon(() -> assertThat(hansa.get("/health/ready")).isEqualTo(200)))
        .ask("page", soon(() -> assertThat(hansa.get("/ui/")).isEqualTo(200)))
        .ask("list", soon(() -> admin.get("/secrets?limit=10").ok()))
        .ask("read", soon(() -> user.get("/secrets/demo/ok").ok()))
        .ask("write", soon(() -> user.put("/secrets/demo/busy", said(number)).ok()));
  }

  static JsonNode said(AtomicInteger number) {
    return Json.tree(
        Map.of("spec", Map.of("description", "written " + number.incrementAndGet() + " times")));
  }

  private interface Question {
    Object ask() throws IOException, InterruptedException;
  }

  private static Callers.Request soon(Question question) {
    return () -> {
      long begun = System.nanoTime();
      try {
        question.ask();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      return begun;
    };
  }

  /** Heap and descriptors are as they were before, and threads what the server may have. */
  void givesBack(long heap, int descriptors) throws IOException {
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(
            () -> assertThat(vitals.descriptors()).isLessThanOrEqualTo(descriptors + DESCRIPTORS));
    await()
        .atMost(Distribution.SOON)
        .untilAsserted(() -> assertThat(vitals.heap()).isLessThan(heap + HEAP));
    assertThat(vitals.threads()).isLessThanOrEqualTo(THREADS);
  }
}
