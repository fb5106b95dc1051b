package org.hansa.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hansa.core.kit.Verdict.Outcome;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ReportTest {

  private static final String EVIL =
      "it said <![CDATA[ \"a\" & 'b' ]]> \u0000\u001b[2J\uD83D\uDE00 and "
          + "much more ".repeat(30);

  private static final Report REPORT =
      new Report(
          "acme <one>",
          "1.0 & 2",
          true,
          Instant.parse("2026-01-01T00:00:00Z"),
          Duration.ofMillis(12_345),
          List.of(
              verdict("driver-id", Outcome.PASSED, ""),
              verdict("apply-idempotent", Outcome.BROKEN, EVIL),
              verdict("logs-bounds", Outcome.SKIPPED, "it has no WorkloadFacet"),
              verdict("cluster-pools", Outcome.UNTRIED, "no room: EXHAUSTED: none is left")),
          List.of("workload 1 of kit.verify: CONFLICT: <in use>"),
          List.of("cluster: no room: EXHAUSTED: none is left"));

  private static Verdict verdict(String rule, Outcome outcome, String text) {
    return new Verdict(
        rule, "Something holds.", Optional.of("workload"), outcome, text, Duration.ofMillis(5));
  }

  @Test
  void aTableFitsTheScreenAndBeginsWithWhatIsBroken() {
    List<String> lines = REPORT.table().lines().toList();

    assertThat(lines)
        .allSatisfy(l -> assertThat(l.length()).isLessThanOrEqualTo(100))
        .allSatisfy(l -> assertThat(l).doesNotContainPattern("\\p{Cntrl}"));
    assertThat(lines.get(0))
        .isEqualTo(
            "acme <one> 1.0 & 2 (simulated): 1 broken, 1 passed, 1 skipped, 1 untried in 12 s");
    assertThat(lines.subList(1, 3))
        .containsExactly(
            "INCOMPLETE, not tried as it should be:",
            "  cluster: no room: EXHAUSTED: none is left");
    assertThat(lines.get(3)).startsWith("BROKEN   apply-idempotent").endsWith("Something holds.");
    assertThat(lines.get(4)).startsWith("           it said");
    assertThat(lines)
        .containsSubsequence(
            "UNTRIED  cluster-pools               Something holds.",
            "           no room: EXHAUSTED: none is left",
            "SKIPPED  logs-bounds                 Something holds.")
        .containsSubsequence("left behind:", "  workload 1 of kit.verify: CONFLICT: <in use>");
  }

  @Test
  void aWordThatIsTooLongForALineIsCutAndNotLost() {
    String word = "x".repeat(350);
    Report report =
        new Report(
            "a",
            "1",
            false,
            Instant.EPOCH,
            Duration.ZERO,
            List.of(verdict("driver-id", Outcome.BROKEN, word)),
            List.of(),
            List.of());

    assertThat(report.table().lines()).allSatisfy(l -> assertThat(l).hasSizeLessThanOrEqualTo(100));
    assertThat(report.table().chars().filter(c -> c == 'x').count()).isEqualTo(350);
  }

  @Test
  void asJsonItHasAllThatIsKnown() throws Exception {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());

    assertThat(json.at("/driver").asText()).isEqualTo("acme <one>");
    assertThat(json.at("/passed").asBoolean()).isFalse();
    assertThat(json.at("/verdicts/1/rule").asText()).isEqualTo("apply-idempotent");
    assertThat(json.at("/verdicts/1/outcome").asText()).isEqualTo("BROKEN");
    assertThat(json.at("/verdicts/1/text").asText()).isEqualTo(EVIL);
    assertThat(json.at("/verdicts/1/ability").asText()).isEqualTo("workload");
    assertThat(json.at("/complete").asBoolean()).isFalse();
    assertThat(json.at("/untried/0").asText())
        .isEqualTo("cluster: no room: EXHAUSTED: none is left");
    assertThat(json.at("/left/0").asText()).contains("<in use>");
  }

  @Test
  void asATestReportItIsWellFormedWhateverADriverSays() throws Exception {
    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(REPORT.junit().getBytes(StandardCharsets.UTF_8)));

    Element suite = xml.getDocumentElement();
    assertThat(suite.getAttribute("name")).isEqualTo("driver acme <one> 1.0 & 2");
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    assertThat(suite.getAttribute("time")).isEqualTo("12.345");
    NodeList cases = suite.getElementsByTagName("testcase");
    assertThat(cases.getLength()).isEqualTo(4);
    Element untried = (Element) suite.getElementsByTagName("skipped").item(1);
    assertThat(untried.getAttribute("message")).isEqualTo("no room: EXHAUSTED: none is left");
    assertThat(suite.getElementsByTagName("system-out").item(0).getTextContent())
        .startsWith("incomplete: cluster: no room");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent())
        .startsWith("it said <![CDATA[ \"a\" & 'b' ]]> ??[2J\uD83D\uDE00 and");
  }
}
