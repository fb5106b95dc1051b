package org.hansa.orchestration.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Endpoint;
import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Change;
import org.junit.jupiter.api.Test;

class DeployedTest {

  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);

  private static String web(int replicas, String digest) {
    return "{'name':'web','runtime':'process','command':['web'],'replicas':"
        + replicas
        + ",'artifacts':[{'path':'web.sh','digest':'"
        + digest
        + "'}],'ports':[{'name':'http','expose':true}],"
        + "'requires':{'cpu':0.5,'memory':'64Mi'}}";
  }

  private static Continuum shop(int replicas) {
    return new Continuum().site("local", "0.02").application("shop", web(replicas, OLD)).run();
  }

  private static Doc deployed(Continuum c) {
    return new Deployed()
        .reply(c.drive.snapshot(), c.drive.get(Continuum.app("shop")), Map.of())
        .value();
  }

  private static JsonNode at(Doc answer, String pointer) {
    return answer.at(pointer).orElseThrow(() -> new AssertionError(pointer + " in " + answer));
  }

  @Test
  void saysWhatRunsWhereSinceWhenAndWhy() {
    Continuum c = shop(1);
    Doc answer = deployed(c);

    assertThat(at(answer, "/replicas/0/component").asText()).isEqualTo("web");
    assertThat(at(answer, "/replicas/0/instance").asText()).isEqualTo("shop.web.0");
    assertThat(at(answer, "/replicas/0/site").asText()).isEqualTo("local");
    assertThat(at(answer, "/replicas/0/host").asText()).isEqualTo("local.one");
    assertThat(at(answer, "/replicas/0/state").asText()).isEqualTo("Running");
    assertThat(at(answer, "/replicas/0/id").asText()).isEqualTo("pid-1");
    assertThat(at(answer, "/replicas/0/since").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(at(answer, "/replicas/0/why").asText()).contains("0.01 EUR/h");
    assertThat(at(answer, "/ready/state").asText()).isEqualTo("TRUE");
    assertThat(at(answer, "/addresses").toString()).contains("web/http", "http://local.example:");
  }

  @Test
  void sumsUpWhatAComponentTakesAndCosts() {
    Doc answer = deployed(shop(3));

    assertThat(at(answer, "/components/0/wanted").asInt()).isEqualTo(3);
    assertThat(at(answer, "/components/0/ready").asInt()).isEqualTo(3);
    assertThat(at(answer, "/components/0/reserved/cpu").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(at(answer, "/components/0/reserved/memory").asLong()).isEqualTo(3 * (64L << 20));
    assertThat(at(answer, "/components/0/cost/EUR").decimalValue()).isEqualByComparingTo("0.03");
    assertThat(at(answer, "/components/0/gramsPerHour").decimalValue()).isEqualByComparingTo("4.5");
  }

  @Test
  void tellsTheVersionOfEveryReplicaWhileAChangeRollsThrough() {
    Continuum c = shop(2);
    String before = at(deployed(c), "/replicas/0/configuration").asText();
    // The first changed replica does not come up: the second stays as it was.
    c.application("shop", web(2, NEW));
    c.outside.away(new Ref(Endpoint.KIND, "system", "local"), true);
    c.run();

    Doc answer = deployed(c);
    assertThat(at(answer, "/components/0/artifacts/web.sh").asText()).isEqualTo(NEW);
    assertThat(at(answer, "/replicas/0/artifacts/web.sh").asText()).isEqualTo(NEW);
    assertThat(at(answer, "/replicas/1/artifacts/web.sh").asText()).isEqualTo(OLD);
    assertThat(at(answer, "/replicas/0/configuration").asText()).isNotEqualTo(before);
  }

  @Test
  void saysPlacedWhileNothingRunsYet() {
    Continuum c = shop(1);
    c.drive.delete(c.instance("shop.web.0").ref());
    c.drive.change(
        new Change.Finalizer(new Ref("Instance", "acme", "shop.web.0"), "wdm.instance", false));

    assertThat(at(deployed(c), "/replicas/0/state").asText()).isEqualTo("Placed");
    assertThat(deployed(c).at("/replicas/0/configuration")).isEmpty();
  }

  @Test
  void answersForAnApplicationOfWhichNothingStandsYet() {
    Continuum c = new Continuum().application("shop", web(1, OLD));

    assertThat(at(deployed(c), "/application").asText()).isEqualTo("shop");
    assertThat(deployed(c).at("/replicas")).isEmpty();
    assertThat(deployed(c).at("/components")).isEmpty();
  }
}
