package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Rule;
import org.junit.jupiter.api.Test;

/** A Hansa that runs an application at another, and what both have on record of it. */
class TwoHansasTest extends Bench {

  private static final String APPLICATION = "Application/demo/shop";
  private static final int REPLICAS = 2;

  private Whole consumer() {
    Path home = folder.resolve("consumer");
    return closing(new Whole(home, new HansaDriver("1")));
  }

  private static void furnish(Whole consumer, int port) {
    consumer.put("Tenant/system/demo", "{}");
    consumer.put("Site/system/abroad", "{\"provider\":\"lubeca\",\"jurisdiction\":\"DE\"}");
    consumer.put("Secret/system/partner", "{}");
    consumer.submit(new Change.Values(Ref.parse("Secret/system/partner"), Provider.credentials()));
    consumer.put(
        "Endpoint/system/lubeca",
        """
        {"driver":"hansa","site":"abroad","secret":"partner",
         "options":{"url":"http://127.0.0.1:%d","tenant":"guest","contract":"shared"}}\
        """
            .formatted(port));
  }

  private static void deploy(Whole consumer, Provider provider, String word) {
    int before = provider.racks.made();
    consumer.put(
        APPLICATION,
        """
        {"components":[{"name":"web","runtime":"process","command":["%s"],"replicas":2,
          "requires":{"cpu":0.5,"memory":"64Mi"}}]}\
        """
            .formatted(word));
    // What was before is Ready until it is looked at anew: wait for what is made of this.
    await().atMost(Duration.ofSeconds(60)).until(() -> provider.racks.made() >= before + REPLICAS);
    consumer.awaitReady(APPLICATION);
  }

  /** The same by each unit, to the last digit. */
  private static void agree(Whole consumer, Provider provider) {
    Map<String, BigDecimal> there = provider.whole.ledger("guest");
    assertThat(there.get("cpu-seconds")).isPositive();
    assertThat(consumer.ledger("demo")).isEqualTo(there);
  }

  @Test
  void bothLedgersComeToTheSameWhateverHappensBetween() throws Exception {
    Provider provider = provider();
    FaultProxy proxy = proxy(provider.door.port());
    Whole first = new Whole(folder.resolve("consumer"), new HansaDriver("1"));
    try (first) {
      furnish(first, proxy.port());
      deploy(first, provider, "serve");
      assertThat(provider.racks.running()).hasSize(REPLICAS);
      deploy(first, provider, "serve-anew");
    }
    // It goes on while we are away, and is changed once more after we have come back.
    Whole second = consumer();
    await().atMost(Duration.ofSeconds(60)).until(() -> second.get(APPLICATION).isPresent());
    deploy(second, provider, "serve-once-more");
    assertThat(provider.racks.made()).as("nothing ran twice").isEqualTo(3 * REPLICAS);

    // What is lost on the way while it is removed, is only late.
    second.delete(APPLICATION);
    proxy.play(
        Rule.always(Fault.reset()).times(3), Rule.always(Fault.lostAnswer()).from(4).times(3));
    second.awaitGone(APPLICATION);

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(provider.whole.store.snapshot().list("Application")).isEmpty());
    assertThat(provider.racks.running()).isEmpty();
    agree(second, provider);
  }

  /**
   * A removal that is begun by one run of ours is ended by the next, and nothing is left unbooked.
   */
  @Test
  void aRemovalThatWasBrokenOffIsBookedToItsEnd() throws Exception {
    Provider provider = provider();
    FaultProxy proxy = proxy(provider.door.port());
    Whole first = new Whole(folder.resolve("consumer"), new HansaDriver("1"));
    try (first) {
      furnish(first, proxy.port());
      deploy(first, provider, "serve");
      proxy.play(Rule.always(Fault.lostAnswer()).on("PATCH", ".*"));
      first.delete(APPLICATION);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(provider.racks.running()).isEmpty());
      proxy.play(Rule.always(Fault.reset()));
    }
    proxy.play();

    Whole second = consumer();
    second.awaitGone(APPLICATION);

    assertThat(provider.whole.store.snapshot().list("Application")).isEmpty();
    agree(second, provider);
  }
}
