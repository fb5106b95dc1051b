package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hansa.itests.bench.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Acknowledged durable writes through the REST door of the installed archive, login, gate and audit
 * included, against etcd's JSON gateway with its default fsync. What is written is a Secret's
 * description, so that no controller makes more of it.
 */
class RestBench {

  @TempDir Path folder;

  @Test
  void putsAgainstEtcd() throws Exception {
    try (RestDuel duel = new RestDuel(folder)) {
      duel.run("put", 1, 1, Bound.atLeast(1));
      duel.run("put", 64, 1, Bound.atLeast(1.5));
      Rest.Answer written = duel.hansa().rest().get("/secrets/system/" + Ask.name(63, 0)).ok();
      assertThat(written.body().get("generation").asLong()).isGreaterThan(1);
    }
  }
}
