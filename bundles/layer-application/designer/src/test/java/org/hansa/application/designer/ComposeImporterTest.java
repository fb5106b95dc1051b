package org.hansa.application.designer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Problem;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Requirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whole files come to. */
class ComposeImporterTest {

  private static Component.Port port(String name, boolean exposed) {
    return new Component.Port(name, Optional.of(true).filter(yes -> exposed));
  }

  @Test
  void aShopIsWebDatabaseAndCache() {
    Sample shop = Sample.of(text("shop.yaml"), Optional.empty());

    assertThat(shop.imported().draft().ref()).hasToString("Application/acme/shop");
    assertThat(shop.spec().components())
        .extracting(Component::name)
        .containsExactly("web", "db", "cache");
    Component web = shop.web();
    assertThat(web.runtime()).isEqualTo("container");
    assertThat(web.image()).contains("ghcr.io/acme/shop-web:1.4.2");
    assertThat(web.command()).isEmpty();
    assertThat(web.ports()).containsExactly(port("tcp-80", true));
    assertThat(web.env())
        .isEqualTo(
            Map.of(
                "DATABASE_URL",
                "postgres://shop:secret@db:5432/shop",
                "CACHE_HOST",
                "cache",
                "WORKERS",
                "4",
                "DEBUG",
                "false"));
    assertThat(web.replicas()).contains(2);
    assertThat(web.requires().flatMap(Requirements::cpu)).contains(new BigDecimal("0.50"));
    assertThat(web.requires().flatMap(Requirements::memory)).contains("256Mi");
    assertThat(web.ready()).contains(new Component.Probe("tcp-80", Optional.of("/health")));
    assertThat(web.graceSeconds()).contains(90);
    assertThat(web.links())
        .containsExactly(
            new Component.Link("db", "tcp-5432", "DB_URL"),
            new Component.Link("cache", "tcp-6379", "CACHE_URL"));
    assertThat(shop.component("db").image()).contains("docker.io/library/postgres:16-alpine");
    assertThat(shop.component("db").env()).containsEntry("POSTGRES_DB", "shop");
    assertThat(shop.component("cache").command())
        .containsExactly("redis-server", "--save", "60", "1", "--loglevel", "warning");
  }

  @Test
  void whatIsNotUnderstoodAThousandTimesIsCountedFromThereOn() {
    StringBuilder text = new StringBuilder("services: {web: {image: app:1}}\n");
    for (int i = 0; i < 5000; i++) {
      text.append("unknown-").append(i).append(": 1\n");
    }
    Sample many = Sample.of(text.toString());

    assertThat(many.imported().notes()).hasSize(1001);
    assertThat(many.imported().notes().get(1000).why()).contains("4000 places more");
  }

  @Test
  void ofALongValueTheBeginningIsShown() {
    Sample many =
        Sample.of("{services: {web: {image: app:1}}, x: {k: [" + "a, ".repeat(90) + "]}}");

    assertThat(many.imported().notes().get(0).value())
        .startsWith("{\"k\":[\"a\",\"a\",")
        .endsWith("...")
        .hasSize(203);
  }

  @Test
  void ofTheShopIsToldWhatItLacksInTheOrderOfTheFile() {
    Sample shop = Sample.file("shop.yaml");

    assertThat(shop.untaken())
        .containsExactly(
            "services.web.deploy.resources.reservations.memory",
            "services.web.healthcheck.interval",
            "services.web.healthcheck.timeout",
            "services.web.healthcheck.retries",
            "services.db.volumes[0]",
            "services.db.healthcheck.test",
            "volumes");
    assertThat(shop.inPart())
        .containsExactly(
            "services.web.ports[0]",
            "services.web.environment.DATABASE_URL",
            "services.web.environment.CACHE_HOST",
            "services.web.depends_on[0]",
            "services.web.depends_on[1]",
            "services.db.expose[0]",
            "services.cache.command",
            "services.cache.expose[0]");
    assertThat(shop.why("services.web.environment.DATABASE_URL"))
        .isEqualTo(
            "'db' is a service, and services have no names as hosts here. Use DB_URL, which the"
                + " link sets.");
    assertThat(shop.why("services.web.ports[0]"))
        .contains("PORT_TCP_80", "8080 and 80 are not kept");
    assertThat(shop.imported().notes())
        .allSatisfy(note -> assertThat(note.cure()).isNotBlank())
        .anySatisfy(
            note -> {
              assertThat(note.path()).isEqualTo("services.db.volumes[0]");
              assertThat(note.value()).isEqualTo("db-data:/var/lib/postgresql/data");
              assertThat(note.why()).contains("no volume is kept");
            });
  }

  private static String text(String name) {
    try (var in = ComposeImporterTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void whatTheFileDemandsIsGivenByTheCallerAndByNobodyElse() {
    Sample blog = Sample.file("wordpress.yaml");

    assertThat(blog.component("mysql").env()).containsEntry("MYSQL_PASSWORD", "s3cret");
    assertThat(blog.component("mysql").ready())
        .contains(new Component.Probe("tcp-3306", Optional.empty()));
    assertThat(blog.untaken())
        .contains(
            "services.wordpress.depends_on.mysql.condition",
            "services.wordpress.depends_on.mysql.restart",
            "services.mysql.cap_add",
            "services.mysql.volumes[0]",
            "services.mysql.healthcheck.start_period")
        .doesNotContain("version");
    assertThatThrownBy(() -> Sample.of("services: {a: {image: 'x:${TAG:?which one}'}}"))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.reason()).isEqualTo(Problem.Reason.INVALID))
        .hasMessage(
            "services.a.image 'x:${TAG:?which one}' is not complete without the variable TAG: which"
                + " one");
  }

  @Test
  void anchorsAndMergeKeysAreExpanded() {
    Sample flow = Sample.file("airflow.yaml");

    assertThat(flow.component("scheduler").image()).contains("docker.io/apache/airflow:2.9.3");
    assertThat(flow.component("scheduler").env())
        .containsEntry("AIRFLOW__CORE__EXECUTOR", "LocalExecutor")
        .containsEntry("AIRFLOW__SCHEDULER__PARSING_PROCESSES", "2");
    assertThat(flow.component("webserver").ready())
        .contains(new Component.Probe("tcp-8080", Optional.of("/health")));
    assertThat(flow.untaken())
        .contains("services.webserver.user", "services.scheduler.volumes[0]", "x-common");
  }

  @Test
  void portsInTheLongForm() {
    Sample edge = Sample.file("traefik.yaml");

    assertThat(edge.component("traefik").ports())
        .containsExactly(port("web", true), port("tcp-8080", true));
    assertThat(edge.untaken())
        .contains(
            "services.traefik.ports[0].mode",
            "services.traefik.ports[1].app_protocol",
            "services.traefik.ports[2]",
            "services.traefik.networks",
            "services.whoami.networks",
            "networks");
    assertThat(edge.why("services.traefik.ports[2]")).contains("only TCP ports are known");
    assertThat(edge.why("services.traefik.ports[1]")).contains("from other machines too");
    assertThat(edge.imported().draft().labels()).containsEntry("traefik.enable", "true");
  }

  @Test
  void namesAreMadeIntoOnesThatComponentsCanHave() {
    Sample built = Sample.of(text("build.yaml"), Optional.empty());

    assertThat(built.imported().draft().ref().name()).isEqualTo("build-it");
    assertThat(built.spec().components())
        .extracting(Component::name)
        .containsExactly("front-end-2", "front-end", "users-2");
    assertThat(built.component("users-2").links())
        .containsExactly(new Component.Link("front-end-2", "tcp-3000", "FRONT_END_URL"));
    assertThat(built.why("services.Front_End")).contains("is called 'front-end-2'");
    assertThat(built.why("services.Front_End.build")).contains("no image is built here");
    assertThat(built.component("front-end-2").image()).isEmpty();
    assertThat(built.component("users-2").image().orElseThrow())
        .startsWith("acme.example:5000/users@");
  }

  @Test
  void aStackKeepsItsReplicasAndLimits() {
    Sample vote = Sample.file("stack.yaml");
    Component web = vote.component("vote");

    assertThat(web.replicas()).contains(3);
    assertThat(web.ports()).containsExactly(port("tcp-80", true), port("tcp-81", true));
    assertThat(web.requires().flatMap(Requirements::memory)).contains("1536Mi");
    assertThat(web.requires().flatMap(Requirements::cpu)).contains(BigDecimal.ONE);
    assertThat(vote.untaken())
        .contains(
            "services.vote.deploy.labels",
            "services.vote.deploy.update_config",
            "services.vote.deploy.placement",
            "services.vote.deploy.resources.limits.pids",
            "services.vote.deploy.resources.reservations.cpus",
            "services.vote.deploy.resources.reservations.devices",
            "services.agent.deploy.mode",
            "services.agent.secrets",
            "services.agent.configs",
            "secrets",
            "configs")
        .doesNotContain("services.vote.deploy.mode");
  }

  @Test
  void whatComposeHasNoWordsForIsSaidUnderXHansa() {
    Sample model = Sample.file("gpu.yaml");
    Requirements requires = model.component("llm").requires().orElseThrow();

    assertThat(model.spec().description()).contains("Answers questions");
    assertThat(model.spec().policies().orElseThrow().maxPricePerHour())
        .contains(new BigDecimal("9.5"));
    assertThat(model.spec().policies().orElseThrow().priority()).contains(20);
    assertThat(requires.jurisdictions()).containsExactly("DE", "FR");
    assertThat(requires.simulated()).contains(true);
    assertThat(requires.accelerators()).isEqualTo(Map.of("nvidia-h200", 1));
    assertThat(requires.memory()).contains("64Gi");
    assertThat(requires.cpu()).contains(new BigDecimal("4"));
    assertThat(requires.latency().orElseThrow().maxMillis()).isEqualByComparingTo("20");
    assertThat(model.component("llm").command())
        .containsExactly(
            "python3",
            "-m",
            "vllm.entrypoints.openai.api_server",
            "--model",
            "acme/small",
            "--port",
            "8000");
    assertThat(model.untaken())
        .containsExactly(
            "services.llm.gpus",
            "services.llm.ipc",
            "services.llm.shm_size",
            "services.llm.mem_limit",
            "services.llm.x-hansa.requires.colour");
  }

  @Test
  void aServiceOfAProfileDoesNotRun() {
    Sample tools = Sample.file("profiles.yaml");

    assertThat(tools.component("adminer").replicas()).contains(0);
    assertThat(tools.component("app").replicas()).contains(2);
    assertThat(tools.why("services.adminer.links[0]")).contains("no port of 'app' is known");
    assertThat(tools.why("services.app.env_file_two")).contains("Maybe 'env_file' was meant.");
    assertThat(tools.why("services.job.extends")).contains("docker compose config");
    assertThat(tools.untaken())
        .contains("services.app.env_file", "services.job.restart", "include");
  }

  @Test
  void whatWatchesIsUnderstoodSoFar() {
    Sample watch = Sample.file("monitoring.yaml");

    assertThat(watch.component("prometheus").ready())
        .contains(new Component.Probe("tcp-9090", Optional.of("/-/healthy")));
    assertThat(watch.component("grafana").env())
        .isEqualTo(
            Map.of(
                "GF_SERVER_ROOT_URL",
                "http://localhost:3000",
                "GF_SECURITY_ADMIN_PASSWORD",
                "g3heim"));
    assertThat(watch.component("grafana").ready()).isEmpty();
    assertThat(watch.why("services.grafana.environment[\"spring.like.name\"]"))
        .contains("Give it another name");
    assertThat(watch.untaken())
        .contains(
            "services.node.pid",
            "services.node.network_mode",
            "services.node.privileged",
            "services.prometheus.logging",
            "services.prometheus.extra_hosts")
        .doesNotContain("services.grafana.depends_on.prometheus.condition");
  }

  @Test
  void commandsAreSplitAsComposeDoes() {
    Sample words = Sample.file("shell.yaml");

    assertThat(words.component("one").command())
        .containsExactly(
            "sh", "-c", "while true; do echo \"it is $(date) for $USER\"; sleep 5; done");
    assertThat(words.component("two").command())
        .containsExactly("/bin/sh", "-c", "echo ${GREETING} and nobody");
    assertThat(words.component("two").env())
        .isEqualTo(Map.of("GREETING", "a=b", "EMPTY", "", "PATH_TO", "/home"));
    assertThat(words.component("three").command()).isEmpty();
    assertThat(words.why("services.two.entrypoint")).contains("${NAME} is put in before the start");
    assertThat(words.inPart()).contains("services.three.entrypoint", "services.one.command");
    assertThat(words.untaken()).filteredOn(path -> path.startsWith("services.four.")).hasSize(9);
  }

  @Test
  void amountsThatAreNoneAreTold() {
    Sample events = Sample.file("kafka.yaml");

    assertThat(events.component("broker").requires().flatMap(Requirements::memory)).contains("1Gi");
    assertThat(events.component("consumer").requires()).isEmpty();
    assertThat(events.untaken())
        .contains(
            "services.consumer.deploy.resources.limits.cpus",
            "services.consumer.deploy.resources.limits.memory");
    assertThat(events.component("consumer").links())
        .containsExactly(
            new Component.Link("broker", "tcp-9092", "BROKER_TCP_9092_URL"),
            new Component.Link("broker", "tcp-9093", "BROKER_TCP_9093_URL"));
    assertThat(events.why("services.consumer.image")).contains("the variable VERSION is not given");
    assertThat(events.inPart()).doesNotContain("services.broker.environment.KAFKA_HEAP_OPTS");
  }

  @Test
  void jsonIsYamlToo() {
    Sample iot = Sample.file("iot.json");

    assertThat(iot.component("mqtt").ready())
        .contains(new Component.Probe("tcp-1883", Optional.empty()));
    assertThat(iot.untaken())
        .contains(
            "services.mqtt.devices", "services.mqtt.platform", "services.mqtt.x-vendor", "models");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                          | is not a Compose file",
        "web: {image: x}                             | services are not there",
        "services:                                   | services say nothing",
        "services: [web]                             | services say nothing",
        "services: {web: nginx}                      | services.web 'nginx' is not a mapping",
        "services: {web: {ports: 80}}                | services.web.ports '80' is not a list",
        "services: {web: {image: x, depends_on: [wbe]}} | services.web.depends_on[0] 'wbe' is not a s",
        "services: {web: {command: [[a]]}}           | services.web.command[0] '[\"a\"]' is not a li",
        "services: {web: {command: \"a 'b\"}}        | not a command whose quotes are closed",
        "services: {web: {image: '${'}}              | not a text whose dollar signs begin variables",
        "services: {web: {image: 'a$'}}              | not a text whose dollar signs begin variables",
        "services: {web: {image: '$1'}}              | not a text whose dollar signs begin variables",
        "services: {web: {environment: 1}}           | services.web.environment '1' is not a mapping",
        "services: {web: {environment: {A: [1]}}}    | services.web.environment.A '[1]' is not the va",
        "x-hansa: {requires: {cpu: much}}\\nservices: {a: {image: x}} | x-hansa.requires: does not fit"
      })
  void whatComposeItselfForbidsIsRefusedWithItsPlace(String text, String says) {
    assertThatThrownBy(() -> Sample.of(text.replace("\\n", "\n")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(says)
        .satisfies(e -> assertThat(((Problem) e).cure()).isNotBlank());
  }

  @Test
  void aNameIsNeededFromSomewhere() {
    assertThatThrownBy(() -> Sample.of(text("minimal.yaml"), Optional.empty()))
        .hasMessage("the file does not say how the application is called");
    assertThat(Sample.file("minimal.yaml").imported().draft().ref().name()).isEqualTo("named");
    assertThat(Sample.file("minimal.yaml").imported().notes()).isEmpty();
  }

  @Test
  void moreThanAHundredServicesAreNoApplication() {
    StringBuilder text = new StringBuilder("services:\n");
    for (int i = 0; i < 101; i++) {
      text.append("  s").append(i).append(": {image: x}\n");
    }
    assertThatThrownBy(() -> Sample.of(text.toString()))
        .hasMessage("there are 101 services; at most 100 pass");
  }

  @Test
  void hostileTextsAreBounded() {
    String nested = "${A:-".repeat(40) + "}".repeat(40);
    assertThatThrownBy(() -> Sample.service("user: '" + nested + "'"))
        .hasMessageContaining("at most 20 deep");
    assertThatThrownBy(() -> Sample.service("k" + "x".repeat(600) + ": 1"))
        .hasMessageContaining("a path of more than 500 characters");
    String many = String.join(", ", java.util.Collections.nCopies(3000, "x"));
    assertThat(Sample.service("volumes: [" + many + "]").imported().notes()).hasSize(1001);
    assertThat(List.copyOf(Sample.service("dns: [" + many + "]").untaken())).hasSize(1);
  }
}
