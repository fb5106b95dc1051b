package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.itests.bench.Bound;
import org.hansa.itests.bench.Report;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred tenants, each with an account of its own, ask the installed archive at a pace, reads
 * and writes mixed. What a request waits because the one before it was late counts too.
 */
class TenantsBench {

  private static final int ROUNDS = Integer.getInteger("hansa.bench.rounds", 5);
  private static final long WARM = Integer.getInteger("hansa.bench.warm", 10) * 1000L;
  private static final long TIME = 10_000;
  private static final int TENANTS = 200;
  private static final int PACE = 2_000;

  @TempDir Path folder;

  @Test
  void mixedAtAPace() throws Exception {
    Distribution hansa = Distribution.withAdministrator(folder, folder);
    try (LoadProcess load = new LoadProcess(Load.class)) {
      hansa.start();
      tenants(hansa);
      load.run("tenants", hansa.http(), Distribution.TOKEN, TENANTS, PACE, WARM);
      List<Double> rates = new ArrayList<>();
      List<Double> slowest = new ArrayList<>();
      for (int round = 1; round <= ROUNDS; round++) {
        LoadProcess.Rate rate =
            load.run("tenants", hansa.http(), Distribution.TOKEN, TENANTS, PACE, TIME);
        rates.add(rate.perSecond());
        slowest.add(rate.p99());
        Report.say(
            "round %d: %.0f/s, p50 %.2f, p99 %.2f ms",
            round, rate.perSecond(), rate.p50(), rate.p99());
      }
      Report.print(
          "200 tenants, 2,000 requests a second: seven of ten read, one lists, two write; median of "
              + ROUNDS,
          List.of(
              Bound.atLeast(PACE * 0.99)
                  .beside("requests a second: %.0f".formatted(median(rates)), median(rates)),
              Bound.atMost(50).beside("p99 %.2f ms".formatted(median(slowest)), median(slowest))));
      JsonNode written = hansa.rest().get("/secrets/bench-7/" + Ask.name(7, 0)).ok().body();
      assertThat(written.path("generation").asLong()).isGreaterThan(1);
    } finally {
      hansa.end();
    }
  }

  private static double median(List<Double> all) {
    return Figures.median(all);
  }

  private static void tenants(Distribution hansa) throws IOException {
    Rest admin = hansa.rest();
    for (int i = 0; i < TENANTS; i++) {
      String tenant = Ask.tenant(i);
      admin.send("PUT", "/tenants/system/" + tenant, spec(Map.of())).ok();
      String account = "/accounts/" + tenant + "/worker";
      List<String> roles = List.of("use-case-administrator");
      admin.send("PUT", account, spec(Map.of("roles", roles))).ok();
      JsonNode token = Json.tree(Map.of("token", Ask.token(Distribution.TOKEN, i)));
      admin.send("PUT", account + "/values", token).ok();
      Rest worker = hansa.rest(Ask.token(Distribution.TOKEN, i));
      String first = "/secrets/" + tenant + "/" + Ask.name(i, 0);
      worker.send("PUT", first, spec(Map.of("description", "first"))).ok();
    }
  }

  private static JsonNode spec(Map<String, ?> fields) {
    return Json.tree(Map.of("spec", fields));
  }
}
