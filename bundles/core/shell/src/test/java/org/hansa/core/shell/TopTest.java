package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Figures;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.metrics.Family;
import org.hansa.core.api.metrics.Measured;
import org.hansa.core.api.metrics.Sample;
import org.hansa.core.api.store.Entry;
import org.hansa.core.api.store.Store;
import org.junit.jupiter.api.Test;

/** What hansa:top shows of many, and while a part of it fails. */
class TopTest {

  private static final Instant SINCE = Fakes.NOW.minusSeconds(60);

  private final Fakes fakes = new Fakes();

  private static Ref instance(String tenant, int n) {
    return new Ref("Instance", tenant, "i%04d".formatted(n));
  }

  private void instances(String tenant, int count) {
    for (int n = 0; n < count; n++) {
      Ref ref = instance(tenant, n);
      fakes.resources.put(
          ref, Resource.fresh(Draft.of(ref, Doc.EMPTY), "u-" + ref, Fakes.NOW, Optional.empty()));
    }
  }

  /** The newest comes first, as the store is asked for it. */
  private void metered(Ref ref, int cpu) {
    Doc body =
        Doc.parse(
            "{\"from\":\"%s\",\"until\":\"%s\",\"quantities\":{\"cpu-seconds\":%d}}"
                .formatted(SINCE, Fakes.NOW, cpu));
    Entry entry =
        new Entry(Entry.LEDGER, Fakes.NOW, Optional.of(ref), "u", "system:meter", "", body);
    fakes.entries.add(new Store.Numbered(1000 - fakes.entries.size(), entry));
  }

  private JsonNode top(String tenant, Measured... measured) throws Exception {
    String before = fakes.printed();
    TopCommand top = new TopCommand();
    top.store = fakes.store;
    top.json = true;
    top.tenant = tenant;
    top.measured = List.of(measured);
    fakes.as("ada", top);
    return Json.read(fakes.printed().substring(before.length()));
  }

  @Test
  void howManyMoreThereAreIsSaid() throws Exception {
    instances("demo", Usage.MOST + 3);
    JsonNode all = top(null);
    assertThat(all.get("instances")).hasSize(Usage.MOST);
    assertThat(all.at("/more/instances").asInt()).isEqualTo(3);
    assertThat(all.at("/more/hosts").asInt()).isZero();

    TopCommand human = new TopCommand();
    human.store = fakes.store;
    fakes.as("ada", human);
    assertThat(fakes.printed()).contains("and 3 more; -t shows those of one tenant.");
  }

  @Test
  void oneTenantsAreShownAlone() throws Exception {
    instances("demo", 2);
    instances("other", 1);
    JsonNode all = top("other");
    assertThat(all.get("instances").findValuesAsText("TENANT")).containsExactly("other");
    assertThat(all.at("/more/instances").asInt()).isZero();
  }

  @Test
  void theLedgerIsAskedOnceForAllOfThem() throws Exception {
    instances("demo", 40);
    metered(instance("demo", 1), 30);
    metered(instance("demo", 0), 60);
    metered(instance("demo", 1), 6);
    JsonNode all = top(null).get("instances");
    assertThat(all.at("/0/CPU CORES").asText()).isEqualTo("1.000");
    assertThat(all.at("/1/CPU CORES").asText()).as("the newest").isEqualTo("0.500");
    assertThat(all.at("/2/MEASURED").asText()).isEqualTo("never");
    assertThat(fakes.queries).isEqualTo(1);

    fakes.forbidden.add("read Ledger");
    assertThat(top(null).at("/instances/0/CPU CORES").asText()).isEqualTo("-");
  }

  @Test
  void aPartThatFailsDoesNotTakeTheOthersWithIt() throws Exception {
    Measured good =
        () ->
            List.of(
                new Family(
                    "hansa_threads",
                    Family.Type.GAUGE,
                    "Threads.",
                    List.of(Sample.gauge(Map.of(), 7))));
    JsonNode all =
        top(
            null,
            () -> {
              throw new IllegalStateException("it is being replaced");
            },
            good);
    assertThat(all.get("figures").findValuesAsText("VALUE")).containsExactly("7");
    assertThat(all.at("/unread/0").asText()).contains("it is being replaced");
  }

  private static Figures figures(String title, Supplier<List<Map<String, String>>> rows) {
    return new Figures() {
      @Override
      public String title() {
        return title;
      }

      @Override
      public List<Map<String, String>> rows() {
        return rows.get();
      }
    };
  }

  /** Between two good ones: one that throws, one of a bundle that has gone, one that says null. */
  private String mixed(boolean json) throws Exception {
    TopCommand mixed = new TopCommand();
    mixed.store = fakes.store;
    mixed.json = json;
    mixed.figures =
        List.of(
            figures("queues", () -> List.of(Map.of("READY", "7"))),
            figures(
                "broken",
                () -> {
                  throw new IllegalStateException("it is being replaced");
                }),
            figures(
                "gone",
                () -> {
                  throw new NoClassDefFoundError("org/example/Gone");
                }),
            figures("nothing", () -> null),
            figures("endpoints", () -> List.of(Map.of("ENDPOINT", "north"))));
    String before = fakes.printed();
    fakes.as("ada", mixed);
    return fakes.printed().substring(before.length());
  }

  @Test
  void ofFiguresToo() throws Exception {
    JsonNode all = Json.read(mixed(true));
    assertThat(all.at("/queues/0/READY").asText()).isEqualTo("7");
    assertThat(all.at("/endpoints/0/ENDPOINT").asText()).isEqualTo("north");
    assertThat(all.has("broken")).isFalse();
    assertThat(all.get("unread")).hasSize(3);
    assertThat(mixed(false))
        .contains("READY", "north")
        .contains("Not to be read is ", "it is being replaced", "org/example/Gone");
  }

  /** Who may not read the metrics is told of the figures that they may read. */
  @Test
  void whatIsNotToBeReadIsSaidWithoutTheMetrics() throws Exception {
    fakes.forbidden.add("read Metrics");
    assertThat(Json.read(mixed(true)).get("unread")).hasSize(3);
    fakes.forbidden.add("read Alarm");
    assertThat(Json.read(mixed(true)).get("unread")).isEmpty();
  }
}
