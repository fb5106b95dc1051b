package org.hansa.itests.archive;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** An application that always grows or shrinks: so its driver always has something to do. */
final class Turnover {

  private static final int MOST = 3;

  private final Distribution hansa;
  private final String name;
  private final List<String> sites;
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicLong slowest = new AtomicLong();

  Turnover(Distribution hansa, String name, List<String> sites) {
    this.hansa = hansa;
    this.name = name;
    this.sites = sites;
  }

  /** One order, until it is carried out. */
  Object order() throws IOException {
    int replicas = orders.incrementAndGet() % MOST + 1;
    long begun = System.nanoTime();
    Rest rest = hansa.rest();
    rest.put("/applications/demo/" + name, Fleet.idle(replicas, sites)).ok();
    await()
        .atMost(Distribution.SOON)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                isDone(rest.get("/applications/demo/" + name).ok().body())
                    && instances() == replicas);
    slowest.accumulateAndGet((System.nanoTime() - begun) / 1_000_000, Math::max);
    return replicas;
  }

  private static boolean isDone(JsonNode application) {
    return application.at("/status/generation").asLong() == application.path("generation").asLong()
        && Endpoints.ready(application).equals("TRUE");
  }

  private int instances() throws IOException {
    int count = 0;
    for (JsonNode each : hansa.rest().get("/instances?limit=1000").ok().body().path("items")) {
      if (each.path("name").asText().startsWith(name + ".")) {
        count++;
      }
    }
    return count;
  }

  /** Orders carried out, and how long the slowest took, in milliseconds. */
  Map<String, Long> figures() {
    return Map.of("orders", (long) orders.get(), "slowest", slowest.get());
  }
}
