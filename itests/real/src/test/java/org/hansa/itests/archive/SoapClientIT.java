package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hansa.core.api.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example ordered, changed, described and cancelled by Zeep, a SOAP client that knows of Hansa
 * what the served WSDL says. Each step stands on the one before.
 */
@TestMethodOrder(OrderAnnotation.class)
@Timeout(600)
class SoapClientIT {

  private static final int MOST_SECONDS = 120;

  @TempDir static Path folder;

  private static Distribution hansa;
  private static Example example;
  private static Path script;
  private static ObjectNode application;
  private static String id;

  @BeforeAll
  static void start() throws IOException {
    Path examples = Example.copy(folder);
    hansa = Distribution.withAdministrator(folder, examples);
    example = new Example(hansa, examples);
    script = folder.resolve("soap.py");
    try (InputStream in = SoapClientIT.class.getResourceAsStream("/soap.py")) {
      Files.copy(in, script);
    }
    hansa.start();
    example.addSite();
    application = example.document();
  }

  @AfterAll
  static void end() throws IOException {
    hansa.end();
  }

  private static ObjectNode named() {
    return ((ObjectNode) Json.tree(Map.of())).put("tenant", "demo").put("name", "factory-line");
  }

  private static ObjectNode whole(JsonNode document) {
    ObjectNode all = named();
    all.set("labels", document.get("labels"));
    all.set("application", document.get("spec"));
    return all;
  }

  /** What the client says, on one line after whatever it warns of. */
  private static JsonNode call(String operation, ObjectNode arguments) throws IOException {
    Path errors = Files.createTempFile(folder, "soap", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(
                // Debian's own, for which its packages are.
                "/usr/bin/python3",
                script.toString(),
                "http://127.0.0.1:" + hansa.http() + "/soap/v1/applications?wsdl",
                operation)
            .redirectError(errors.toFile());
    builder.environment().put("SOAP_LOGIN", "admin:" + Distribution.PASSWORD);
    Process process = builder.start();
    try (var in = process.getOutputStream()) {
      in.write(Json.text(arguments).getBytes(StandardCharsets.UTF_8));
    }
    byte[] said = process.getInputStream().readAllBytes();
    try {
      assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return Json.read(said);
  }

  private static JsonNode answer(String operation, ObjectNode arguments) throws IOException {
    JsonNode said = call(operation, arguments);
    assertThat(said.has("answer")).as("%s", said).isTrue();
    return said.get("answer");
  }

  private static String refusal(String operation, ObjectNode arguments) throws IOException {
    JsonNode fault = call(operation, arguments).path("fault");
    assertThat(fault.path("code").asText()).endsWith("Client");
    assertThat(fault.at("/problem/cure").asText()).isNotEmpty();
    assertThat(fault.at("/problem/message")).isEqualTo(fault.get("message"));
    return fault.at("/problem/reason").asText();
  }

  private static JsonNode described() throws IOException {
    return answer("DescribeApplication", named());
  }

  private static void awaitReady() {
    await()
        .atMost(Distribution.SOON)
        .until(() -> described().at("/order/state").asText().equals("READY"));
  }

  @Test
  @Order(1)
  void planSaysWhatWouldBeDoneAndDoesNothing() throws IOException {
    JsonNode said = answer("OrderApplication", whole(application).put("planOnly", true));
    assertThat(said.path("order").isNull()).isTrue();
    assertThat(said.at("/plan/changes/change").findValuesAsText("ref"))
        .contains(Example.REF, "Workload/demo/factory-line.feed");
    assertThat(said.at("/plan/changes/change").findValuesAsText("verb")).containsOnly("CREATE");
    assertThat(hansa.rest().get(Example.PATH).status()).isEqualTo(404);
  }

  @Test
  @Order(2)
  void isOrderedAndAnswersWhereItsDescriptionSays() throws IOException {
    JsonNode order = answer("OrderApplication", whole(application)).get("order");
    id = order.get("id").asText();
    assertThat(id).isEqualTo(hansa.rest().get(Example.PATH).ok().body().get("uid").asText());
    awaitReady();

    JsonNode now = described();
    assertThat(now.at("/components/component").findValuesAsText("wanted"))
        .containsExactly("1", "1", "1");
    assertThat(now.at("/components/component").findValuesAsText("restarts")).hasSize(3);
    assertThat(now.at("/addresses/address/0/name").asText()).isEqualTo("page/http");
    assertThat(now.at("/addresses/address/0/_value_1").asText())
        .isEqualTo(
            hansa.rest().get(Example.PATH).ok().body().at("/status/addresses/page~1http").asText());
    assertThat(now.at("/conditions/condition").findValuesAsText("since")).isNotEmpty();
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> example.state().at("/analyse/last/seq").asLong() > 0);
    assertThat(refusal("OrderApplication", whole(application))).isEqualTo("PRECONDITION");
    assertThat(
            answer("ListApplications", (ObjectNode) Json.tree(Map.of("tenant", "demo")))
                .at("/orders/order/0/id")
                .asText())
        .isEqualTo(id);
  }

  @Test
  @Order(3)
  void isChangedAtTheRevisionThatWasRead() throws IOException {
    ObjectNode louder = whole(Example.alarmAbove(application, "0.1"));
    assertThat(refusal("ChangeApplication", louder.put("expectedRevision", 1)))
        .isEqualTo("PRECONDITION");
    example.awaitRest();
    long revision = described().at("/order/revision").asLong();
    JsonNode order =
        answer("ChangeApplication", louder.put("expectedRevision", revision)).get("order");
    assertThat(order.get("generation").asLong()).isEqualTo(2);
    assertThat(order.get("id").asText()).isEqualTo(id);
    awaitReady();
    await()
        .atMost(Distribution.SOON)
        .ignoreExceptions()
        .until(() -> example.state().at("/analyse/alarm").asBoolean());
  }

  @Test
  @Order(4)
  void whatIsWrongComesAsATypedFault() throws IOException {
    ObjectNode wrong = application.deepCopy();
    Example.component(wrong, "page").put("runtime", "rocket");
    JsonNode problem =
        call("OrderApplication", whole(wrong).put("name", "wrong")).at("/fault/problem");
    assertThat(problem.at("/reason").asText()).isEqualTo("INVALID");
    assertThat(problem.at("/violations/violation/0/path").asText())
        .isEqualTo("/OrderApplication/application/components/component[3]/runtime");
    assertThat(problem.at("/violations/violation/0/message").asText()).contains("rocket");
    assertThat(hansa.rest().get("/applications/demo/wrong").status()).isEqualTo(404);
  }

  @Test
  @Order(5)
  void isCancelledAndLeavesNothing() throws IOException {
    assertThat(refusal("CancelApplication", named().put("id", "another")))
        .isEqualTo("PRECONDITION");
    answer("CancelApplication", named().put("id", id));
    example.awaitGone();
    assertThat(refusal("DescribeApplication", named())).isEqualTo("NOT_FOUND");
    assertThat(answer("CancelApplication", named().put("id", id)).get("state").asText())
        .isEqualTo("CANCELLED");
    assertThat(World.of(hansa.rest()).made()).isEmpty();
    assertThat(new Traces(hansa.state()).workloads()).isEmpty();
  }
}
