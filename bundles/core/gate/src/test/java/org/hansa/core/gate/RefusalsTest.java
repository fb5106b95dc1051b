package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hansa.core.gate.House.ADA;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Entry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalsTest {

  @TempDir Path folder;
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void theFirstIsWrittenAtOnceAndAFloodIsCounted() {
    for (int i = 0; i < 100; i++) {
      house.refused(ADA, House.put("Site/system/s" + i, "{}"));
    }
    assertThat(house.refusals())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.actor()).isEqualTo("user:ada@demo");
              assertThat(e.cause()).isEqualTo("because");
              assertThat(e.subject()).contains(Ref.parse("Site/system/s0"));
              assertThat(e.body().tree().at("/reason").asText()).isEqualTo("FORBIDDEN");
              assertThat(e.body().tree().at("/what").asText()).isEqualTo("Put Site/system/s0");
            });
    house.pass(Duration.ofMinutes(1));
    house.refused(ADA, House.put("Site/system/next", "{}"));
    List<Entry> lines = house.refusals();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1).body().tree().at("/repeats").asInt()).isEqualTo(99);
  }

  @Test
  void manyActorsShareOneCountInTheEnd() {
    for (int i = 0; i < 600; i++) {
      Principal user = new Principal("user:u" + i, "demo", Set.of());
      house.refused(user, House.app("shop"));
    }
    assertThat(house.refusals()).hasSizeBetween(500, 502);
  }

  @Test
  void whatIsStillCountedIsWrittenAtTheEnd() {
    house.refused(ADA, House.put("Site/system/s", "{}"));
    house.refused(ADA, House.put("Site/system/s", "{}"));
    house.reopen();
    assertThat(house.refusals())
        .last()
        .satisfies(e -> assertThat(e.body().tree().at("/repeats").asInt()).isEqualTo(1));
  }

  @Test
  void everyKindOfRefusalIsRecorded() {
    house.refused(ADA, House.put("Application/demo/x", "{\"a\":1}"));
    assertThat(
            catchThrowableOfType(
                    Problem.class,
                    () -> house.gate.require(ADA, "delete", Ref.parse("Host/system/h")))
                .cure())
        .contains("No role may");
    assertThatThrownBy(() -> house.gate.login("eve", "guess".toCharArray()))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(
            () ->
                house.gate.submit(Request.of(ADA, "rest", "r1", List.of(House.account("demo/x")))))
        .isInstanceOf(Problem.class);
    assertThat(house.refusals())
        .extracting(e -> e.body().tree().at("/reason").asText())
        .containsExactly("INVALID", "FORBIDDEN", "UNAUTHENTICATED", "FORBIDDEN");
    assertThat(house.refusals().toString()).doesNotContain("guess");
  }
}
