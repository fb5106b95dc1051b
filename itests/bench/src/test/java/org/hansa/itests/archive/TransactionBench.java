package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.hansa.itests.bench.Bound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of 20 resources by 64 clients, against etcd's of 20 puts. */
class TransactionBench {

  private static final int SIZE = 20;

  @TempDir Path folder;

  @Test
  void transactionsAgainstEtcd() throws Exception {
    try (RestDuel duel = new RestDuel(folder)) {
      duel.run("txn", 64, SIZE, Bound.atLeast(3));
      Rest rest = duel.hansa().rest();
      long first = revision(rest, 0);
      assertThat(first).isPositive();
      // All of one transaction stand at its one revision.
      assertThat(revision(rest, SIZE - 1)).isEqualTo(first);
    }
  }

  private static long revision(Rest rest, int index) throws java.io.IOException {
    return rest.get("/secrets/system/" + Ask.name(7, index)).ok().body().get("revision").asLong();
  }
}
