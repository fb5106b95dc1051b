package org.hansa.platform.resources.tmf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Records;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.testing.Snapshots;
import org.junit.jupiter.api.Test;

/** What it costs to ask where there is much: counted, for time would tell of the machine. */
class LargeInventoryTest {

  private static final int SITES = 200;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Principal OLGA = new Principal("user:olga", "system", Set.of());

  private final Map<String, Integer> asked = new TreeMap<>();
  private final ResourceInventory inventory = new ResourceInventory(gate(counted(world())));

  private static Snapshot world() {
    List<Resource> all = new ArrayList<>();
    for (int n = 0; n < SITES; n++) {
      all.add(resource("Site/system/s" + n, "{'provider':'own','jurisdiction':'DE'}", "{}"));
      for (String host : List.of("a", "b")) {
        all.add(
            resource(
                "Host/system/e" + n + "." + host,
                "{'endpoint':'e" + n + "','site':'s" + n + "','host':'" + host + "'}",
                "{'allocatable':{'cpu':4},'address':'x','firstPort':1,'lastPort':2}"));
      }
    }
    return Snapshots.of(NOW, all);
  }

  private static Resource resource(String ref, String spec, String status) {
    Resource fresh =
        Resource.fresh(Draft.of(Ref.parse(ref), doc(spec)), ref, NOW, Optional.empty());
    return fresh
        .withStatus(doc(status))
        .withConditions(List.of(Condition.yes(Condition.READY, "Test", "it is there", NOW)));
  }

  private static Doc doc(String text) {
    return Doc.parse(text.replace('\'', '"'));
  }

  private Snapshot counted(Snapshot all) {
    return proxy(
        Snapshot.class,
        (method, arguments) -> {
          asked.merge(method.getName(), 1, Integer::sum);
          return method.invoke(all, arguments);
        });
  }

  private static Gate gate(Snapshot view) {
    return proxy(
        Gate.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "view" -> view;
              case "entries" -> Records.NONE.entries(null);
              default -> throw new AssertionError(method);
            });
  }

  private interface Answer {
    Object to(Method method, Object[] arguments)
        throws IllegalAccessException, InvocationTargetException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer.to(method, arguments)));
  }

  private Reply ask(Map<String, String> query) {
    Reply reply =
        inventory.reply(
            new Asked(
                OLGA,
                "r1",
                "GET",
                "http://x",
                ResourceInventory.LIST,
                query,
                Map.of(),
                new byte[0]));
    assertThat(reply.status()).isEqualTo(200);
    return reply;
  }

  private int claims() {
    return asked.getOrDefault("claims", 0);
  }

  @Test
  void whatIsPlainIsFoundWithoutALookAtWhatIsReserved() {
    Reply reply = ask(Map.of("name", "e7.a,e7.b", "fields", "name"));

    assertThat(Json.read(reply.body()).findValuesAsText("name")).containsExactly("e7.a", "e7.b");
    assertThat(claims()).isZero();
    assertThat(asked.get("list")).isEqualTo(Entities.KINDS.size());
  }

  @Test
  void ofAPageOnlyItsOwnHostsAreLookedAt() {
    ask(Map.of("limit", "10"));

    // Ten sites of two hosts each, what is reserved and whether it is all seen.
    assertThat(claims()).isLessThanOrEqualTo(10 * 2 * 3);
  }

  @Test
  void whateverFilterLooksAtEachHostAFewTimes() {
    ask(Map.of("usageState", "busy"));

    assertThat(claims()).isLessThanOrEqualTo(2 * SITES * 2 * 3);
    // The kinds, hosts by site, and what runs and is reserved: each once.
    assertThat(asked.get("list")).isLessThanOrEqualTo(Entities.KINDS.size() + 3);
  }
}
