package org.hansa.core.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Json;
import org.hansa.core.api.Operation;
import org.hansa.core.api.Problem;
import org.hansa.core.console.Doing;
import org.junit.jupiter.api.Test;

class DoingTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final JsonNode SCHEMA =
      Json.read(
          "{\"properties\":{\"rules\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}},"
              + "\"keep\":{\"type\":\"boolean\"},\"times\":{\"type\":\"integer\"},"
              + "\"name\":{\"type\":\"string\"}}}");

  @Test
  void wordsBecomeWhatTheSchemaAsksFor() {
    JsonNode said =
        Doing.arguments(List.of("rules=a, b", "keep=true", "times=3", "name=7", "other=x"), SCHEMA);
    assertThat(Json.text(said))
        .isEqualTo(
            "{\"keep\":true,\"name\":\"7\",\"other\":\"x\",\"rules\":[\"a\",\"b\"],\"times\":3}");
  }

  @Test
  void whatIsNoNumberIsLeftToBeRefusedByTheSchema() {
    assertThat(Doing.arguments(List.of("times=many", "keep=maybe"), SCHEMA))
        .isEqualTo(Json.read("{\"times\":\"many\",\"keep\":\"maybe\"}"));
    for (List<String> wrong : List.of(List.of("times"), List.of("=3"), List.of("a=1", "a=2"))) {
      assertThatThrownBy(() -> Doing.arguments(wrong, SCHEMA)).isInstanceOf(Problem.class);
    }
  }

  @Test
  void howFarItIsIsABarWhereItCanBeTold() {
    Operation.Status begun =
        Operation.Status.asked("user:ada", "u1").begun("n1", NOW.minusSeconds(65));
    assertThat(Doing.far(begun, NOW)).isEqualTo("running  1m5s");
    assertThat(Doing.far(begun.at(Optional.of(25), Optional.of("second coat")), NOW))
        .isEqualTo("[######------------------]  25 %  second coat  1m5s");
  }
}
