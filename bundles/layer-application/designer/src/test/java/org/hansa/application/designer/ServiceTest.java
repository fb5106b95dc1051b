package org.hansa.application.designer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.format.Imported;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Requirements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One service, key by key. */
class ServiceTest {

  @ParameterizedTest
  @CsvSource({
    "redis, docker.io/library/redis",
    "redis:7, docker.io/library/redis:7",
    "bitnami/redis, docker.io/bitnami/redis",
    "localhost/redis, localhost/redis",
    "registry:5000/redis:7, registry:5000/redis:7",
    "ghcr.io/a/b/c:1, ghcr.io/a/b/c:1"
  })
  void anImageHasTheRegistryThatDockerAdds(String said, String meant) {
    Sample read = Sample.of("services: {web: {image: '" + said + "'}}");
    assertThat(read.web().image()).contains(meant);
    assertThat(read.imported().notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Redis", "redis:", "a b", "http://x/y", "x@sha256:1", "-", "[1]"})
  void whatIsNoImageIsTold(String said) {
    Sample read = Sample.of("services: {web: {image: \"" + said + "\"}}");
    assertThat(read.web().image()).isEmpty();
    assertThat(read.why("services.web.image")).contains("no reference to an image");
    assertThat(read.why("services.web")).contains("it has no image");
  }

  @ParameterizedTest
  @CsvSource({
    "512, 512",
    "1024, 1Ki",
    "512b, 512",
    "64k, 64Ki",
    "64KB, 64Ki",
    "300m, 300Mi",
    "300MiB, 300Mi",
    "1.5g, 1536Mi",
    "2Gb, 2Gi",
    "1t, 1Ti",
    "0.3k, 308"
  })
  void memoryIsInPowersOf1024(String said, String meant) {
    assertThat(Units.memory(said)).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "1x", "-1g", "1,5g", "99999999999999999g", "1e3"})
  void whatIsNoMemoryIsNone(String said) {
    assertThat(Units.memory(said)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"10s, 10", "1m30s, 90", "500ms, 1", "1.5s, 2", "0s, 0", "1h, 3600", "1s1us, 2"})
  void aDurationIsWholeSeconds(String said, int seconds) {
    assertThat(Sample.service("stop_grace_period: " + said).web().graceSeconds()).contains(seconds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"10", "2h", "ten", "1d", "s"})
  void whatIsNoDurationOrTooLongIsTold(String said) {
    Sample read = Sample.service("stop_grace_period: " + said);
    assertThat(read.web().graceSeconds()).isEmpty();
    assertThat(read.why("services.web.stop_grace_period")).contains("none from 0 to 3600");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "[CMD, curl, -f, 'http://localhost']                   ! tcp-80   ! /",
        "[CMD, curl, -fsS, 'http://127.0.0.1:8080/a?b=c']      ! tcp-8080 ! /a?b=c",
        "[CMD, /usr/bin/curl, --fail, 'http://[::1]:81/x']     ! tcp-81   ! /x",
        "[CMD-SHELL, 'curl -f http://localhost:90/ || exit 1'] ! tcp-90   ! /",
        "'curl -f localhost:90/live; exit $$?'                 ! tcp-90   ! /live",
        "'wget --spider -q http://0.0.0.0:3000/api || exit 1'  ! tcp-3000 ! /api",
        "'wget -qO- http://localhost/ > /dev/null'             ! tcp-80   ! /"
      })
  void whoAsksByHttpIsAProbe(String test, String port, String path) {
    String number = port.replace("tcp-", "");
    Sample read = Sample.service("expose: [" + number + "], healthcheck: {test: " + test + "}");
    assertThat(read.web().ready()).contains(new Component.Probe(port, Optional.of(path)));
    assertThat(read.inPart()).containsExactly("services.web.expose[0]", "services.db.expose[0]");
    assertThat(read.untaken()).isEmpty();
    Sample alone = Sample.service("healthcheck: {test: " + test + "}");
    assertThat(alone.web().ports()).extracting(Component.Port::name).containsExactly(port);
    assertThat(alone.why("services.web.healthcheck.test")).contains("PORT_TCP_" + number);
  }

  @Test
  void curlThatTakesAnyAnswerIsOneInPart() {
    Sample read = Sample.service("expose: [80], healthcheck: {test: 'curl http://localhost/x'}");
    assertThat(read.web().ready()).isPresent();
    assertThat(read.why("services.web.healthcheck.test")).contains("any answer counts");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pg_isready",
        "redis-cli ping",
        "curl -f https://localhost/",
        "curl -f http://other:80/",
        "curl -f http://localhost/a http://localhost/b",
        "curl -fH 'Host: x' http://localhost/ -H y",
        "curl -f http://localhost:99999/",
        "nc localhost 80",
        "nc -z db 5432",
        "test -f /tmp/ready",
        ""
      })
  void whateverElseIsRunInTheContainerIsTold(String test) {
    Sample read = Sample.service("healthcheck: {test: \"" + test + "\"}");
    assertThat(read.web().ready()).isEmpty();
    assertThat(read.untaken()).containsExactly("services.web.healthcheck.test");
  }

  @ParameterizedTest
  @CsvSource({
    "'80', tcp-80",
    "'8080:80/tcp', tcp-80",
    "'127.0.0.1::80', tcp-80",
    "'0.0.0.0:1:80', tcp-80",
    "'[::]:1:80', tcp-80"
  })
  void aPortInTheShortForm(String said, String name) {
    Sample read = Sample.service("ports: ['" + said + "']");
    assertThat(read.web().ports()).containsExactly(new Component.Port(name, Optional.of(true)));
    assertThat(read.inPart()).startsWith("services.web.ports[0]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "65536", "80-70", "a:80", "80:a", "1:2:3:4", "80/udp", "1-30", "80:", "'{}'"})
  void whatIsNoPortIsTold(String said) {
    Sample read = Sample.service("ports: [" + said + "]");
    assertThat(read.web().ports()).isEmpty();
    assertThat(read.untaken()).containsExactly("services.web.ports[0]");
  }

  @Test
  void aPortThatIsExposedTwiceIsOneForUsersToo() {
    Sample read = Sample.service("expose: [80, '81-82'], ports: ['8080:80']");
    assertThat(read.web().ports())
        .containsExactly(
            new Component.Port("tcp-80", Optional.of(true)),
            new Component.Port("tcp-81", Optional.empty()),
            new Component.Port("tcp-82", Optional.empty()));
  }

  @Test
  void aLinkHasAVariableThatIsFree() {
    Sample read = Sample.service("depends_on: [db], environment: {DB_URL: 'postgres://db:5432/x'}");
    assertThat(read.web().links())
        .containsExactly(new Component.Link("db", "tcp-5432", "DB_ADDRESS"));
    assertThat(read.why("services.web.environment.DB_URL")).contains("Use DB_ADDRESS");
  }

  @Test
  void anAliasNamesTheVariable() {
    Sample read =
        Sample.service("links: ['db:9store'], depends_on: {db: {condition: service_healthy}}");
    assertThat(read.web().links()).extracting(Component.Link::env).containsExactly("DB_URL");
    assertThat(Sample.service("links: ['db:9store']").web().links())
        .extracting(Component.Link::env)
        .containsExactly("SERVICE_9STORE_URL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "URL   | http://db/x          | true",
        "HOSTS | db                   | true",
        "X     | db:5432,other:1      | true",
        "X     | user@db              | true",
        "NAME  | db                   | false",
        "X     | mydb:5432            | false",
        "X     | db.example:5432      | false",
        "X     | adb                  | false",
        "X     | /var/db:/x           | false"
      })
  void aNameOfAServiceThatStandsAsAHostIsTold(String variable, String value, boolean told) {
    Sample read = Sample.service("environment: {" + variable + ": '" + value + "'}");
    assertThat(read.inPart().contains("services.web.environment." + variable)).isEqualTo(told);
  }

  @Test
  void aNameOfAServiceThatStandsAsAHostInACommandIsTold() {
    Sample words = Sample.service("entrypoint: [wait, 'db:5432', --, db], depends_on: [db]");
    assertThat(words.why("services.web.entrypoint[1]")).contains("Use DB_URL");
    assertThat(words.inPart()).doesNotContain("services.web.entrypoint[3]");
    Sample line = Sample.service("entrypoint: serve --store http://db/x");
    assertThat(line.why("services.web.entrypoint")).contains("Name it under depends_on");
  }

  @Test
  void variablesAreFilledFromTheCallerAlone() {
    Sample read =
        Sample.service(
            "environment: [DB_PASSWORD, PATH, 'A=${DB_PASSWORD:+set}', 'B=$${X}', 'C=${N:-${DB_PASSWORD}}']");
    assertThat(read.web().env())
        .isEqualTo(Map.of("DB_PASSWORD", "s3cret", "A", "set", "B", "${X}", "C", "s3cret"));
    assertThat(read.why("services.web.environment[1]")).contains("--env PATH=");
  }

  @Test
  void labelsOfTheServicesAreTheApplications() {
    Sample read =
        Sample.of(
            "services: {a: {image: x, labels: {t: '1', u: 2}}, b: {image: x, labels: [t=3, v]}}");
    assertThat(read.imported().draft().labels()).isEqualTo(Map.of("t", "1", "u", "2", "v", ""));
    assertThat(read.why("services.b.labels[0]")).contains("it has '1' here");
  }

  @Test
  void limitsCountBeforeReservations() {
    Sample read =
        Sample.service(
            "cpus: 2, deploy: {resources: {reservations: {cpus: '1', memory: 1g}}}, mem_limit: 2g");
    Requirements requires = read.web().requires().orElseThrow();
    assertThat(requires.cpu().orElseThrow()).isEqualByComparingTo("2");
    assertThat(requires.memory()).contains("2Gi");
    assertThat(read.untaken())
        .containsExactly(
            "services.web.deploy.resources.reservations.cpus",
            "services.web.deploy.resources.reservations.memory");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagee: x                  | services.web.imagee           | Maybe 'image' was meant.",
        "deploy: {replica: 2}       | services.web.deploy.replica   | Maybe 'replicas' was meant.",
        "healthcheck: {tset: x}     | services.web.healthcheck.tset | Maybe 'test' was meant.",
        "x-other: {a: 1}            | services.web.x-other          | an extension for another program",
        "x-hansa: {require: {}}     | services.web.x-hansa.require  | x-hansa says requires here",
        "build: {context: .}        | services.web.build            | Build and push it",
        "networks: [a, b]           | services.web.networks         | Name under depends_on",
        "secrets: [a]               | services.web.secrets          | hansa:secret-set"
      })
  void whatIsNotUnderstoodIsToldWithWhatToDo(String says, String path, String cure) {
    Sample read = Sample.service(says);
    assertThat(read.untaken()).containsExactly(path);
    assertThat(read.why(path)).contains(cure);
  }

  @Test
  void aLongValueIsCut() {
    Sample read = Sample.service("user: " + "x".repeat(500));
    assertThat(read.imported().notes())
        .filteredOn(note -> note.path().equals("services.web.user"))
        .extracting(Imported.Note::value)
        .containsExactly("x".repeat(200) + "...");
  }
}
