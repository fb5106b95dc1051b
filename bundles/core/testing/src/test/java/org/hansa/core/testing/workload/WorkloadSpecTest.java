package org.hansa.core.testing.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.workload.WorkloadSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no host can run, and by which digest a spec is known. */
class WorkloadSpecTest {

  private static final List<String> RUNTIMES = List.of("process");
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  private static final String GOOD =
      """
      {"name":"web","runtime":"process","command":["bin/serve","","--port"],"env":{"LANG":""},
       "artifacts":[{"path":"lib/a b.jar","digest":"sha256:%s","executable":false}],
       "ports":{"http":65535,"admin-2":1},"cpu":0.01,"memory":1,
       "ready":{"port":"http","path":"/"},"grace":"PT0S"}"""
          .formatted("0a".repeat(32));

  /** The good one with one member changed, as JSON with apostrophes. */
  private static WorkloadSpec with(String change) {
    ObjectNode tree = Doc.parse(GOOD).tree().deepCopy();
    Doc part = Doc.parse("{" + change.replace('\'', '"') + "}");
    tree.setAll(part.tree());
    return Json.view(tree, WorkloadSpec.class);
  }

  private static void refused(WorkloadSpec spec, String says) {
    assertThatThrownBy(() -> spec.checked(RUNTIMES))
        .isInstanceOfSatisfying(
            DriverException.class,
            e -> assertThat(e.reason()).isEqualTo(DriverException.Reason.INVALID))
        .hasMessageContaining(says)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'name':''                          | the name '' must be 1 to 253 characters",
        "'name':'a\\nb'                     | none of which is for control",
        "'runtime':'container'              | the runtime 'container' is not there; use one of [p",
        "'image':'redis:7'                  | the runtime 'process' runs no image 'redis:7'; use",
        "'command':[]                       | the command is empty; name a program",
        "'command':['','a']                 | the command is empty; name a program",
        "'command':['a','s3cret\\u0000']    | an argument contains NUL; leave it out",
        "'env':{'A B':'1'}                  | the variable 'A B' must be 1 to 128 letters",
        "'env':{'1A':'1'}                   | the variable '1A' must be",
        "'env':{'HANSA_UID':'1'}            | choose a name without HANSA_",
        "'env':{'A':'s3cret\\u0000'}        | the variable A contains NUL; leave it out",
        "'ports':{'http':0}                 | port http is 0; it must be 1 to 65535",
        "'ports':{'http':65536}             | port http is 65536; it must be 1 to 65535",
        "'ports':{'p':1,'q':1}              | give each its own",
        "'ports':{'a-b':1,'a.b':2}          | PORT_A_B of another; give each its own",
        "'ports':{'a b':1}                  | the variable 'PORT_A B' must be",
        "'ready':{'port':'https'}           | the probe's port 'https' is none of",
        "'ready':{'port':'http','path':'x'} | the probe's path 'x' must be '/'",
        "'ready':{'port':'http','path':'/ '}| the probe's path '/ ' must be '/'",
        "'cpu':0                            | cpu is 0; it must be more than nothing",
        "'cpu':-0.5                         | cpu is -0.5; it must be more than nothing",
        "'memory':0                         | memory is 0; it must be more than nothing",
        "'grace':'PT-1S'                    | grace is PT-1S; it must be between nothing and a day",
        "'grace':'PT24H0.001S'              | grace is PT24H0.001S; it must be between nothing"
      })
  void whatNoHostCanRun(String change, String says) {
    refused(with(change), says);
  }

  private static void notContained(String change, String says) {
    WorkloadSpec spec = with("'runtime':'container'" + change);
    assertThatThrownBy(() -> spec.checked(List.of("container")))
        .isInstanceOf(DriverException.class)
        .hasMessageContaining(says);
  }

  @Test
  void aContainerHasAnImageThatARegistryMayHave() {
    notContained(
        "", "a container has no image; name one, for instance registry.example/shop/web:1");
    notContained(",'image':'redis:7','command':['']", "the command is empty; name a program");
    notContained(",'image':'" + "a/".repeat(250) + "a'", "the image has 501 characters; at most");
    for (String image :
        List.of(
            "", "Redis", "redis:", "redis:a b", "a//b", "a/b@sha256:12", "http://a/b", "-a:1")) {
      notContained(",'image':'" + image + "'", "the image '" + image + "' must be a registry's");
    }
    for (String image :
        List.of(
            "redis",
            "redis:7.4-alpine",
            "docker.io/library/redis:7",
            "127.0.0.1:5000/a/b-c__d.e:V_1",
            "ghcr.io/shop/web@" + DIGEST,
            "ghcr.io/shop/web:1@" + DIGEST)) {
      with("'runtime':'container','command':[],'image':'" + image + "'").checked();
    }
  }

  private static String artifact(String path, String digest) {
    return "{'path':'" + path + "','digest':'" + digest + "','executable':true}";
  }

  @ParameterizedTest
  @CsvSource({"''", "/a", "a/", "a//b", "../a", "a/..", "a/./b", "a\\nb", "' a'", "'a '"})
  void aFileElsewhere(String path) {
    refused(with("'artifacts':[" + artifact(path, DIGEST) + "]"), "must lead down from the wor");
  }

  @Test
  void filesThatCannotBe() {
    refused(with("'artifacts':[" + artifact("x".repeat(256), DIGEST) + "]"), "must lead down from");
    refused(
        with("'artifacts':[" + artifact("x/".repeat(500) + "x", DIGEST) + "]"),
        "of at most 1000 characters");
    refused(
        with("'artifacts':[" + artifact("a", "sha256:xyz") + "]"),
        "the digest 'sha256:xyz' must be sha256: and 64 hexadecimal digits");
    refused(
        with("'artifacts':[" + artifact("a", DIGEST) + "," + artifact("a", DIGEST) + "]"),
        "the artifact a is there twice; leave one out");
    refused(
        with("'artifacts':[" + artifact("a/b/c", DIGEST) + "," + artifact("a", DIGEST) + "]"),
        "the artifact a cannot be a file and hold a/b/c");
  }

  @Test
  void moreThanPasses() {
    refused(
        with("'command':['" + "x".repeat(100_001) + "']"),
        "an argument has 100001 characters; at most 100000 pass");
    refused(
        with("'command':[" + String.join(",", Collections.nCopies(1_001, "'a'")) + "]"),
        "there are 1001 arguments; at most 1000 pass");
  }

  @Test
  void whatCanRunPasses() {
    with("").checked(List.of("container", "process"));
    with("'grace':'PT24H'").checked(RUNTIMES);
    with("'artifacts':[" + artifact("..a/b..c", DIGEST) + "]").checked(RUNTIMES);
  }

  @Test
  void aPortsVariableIsInCapitalsWithoutDashes() {
    assertThat(WorkloadSpec.portVariable("admin-2.x")).isEqualTo("PORT_ADMIN_2_X");
  }

  private static WorkloadSpec spec(List<String> command, Map<String, String> env) {
    return new WorkloadSpec(
        "n",
        "process",
        List.of(),
        command,
        env,
        Map.of(),
        Optional.of(new BigDecimal("1.50")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Duration.ofSeconds(1)));
  }

  /** Written down: another version of a driver must see no change where there is none. */
  @Test
  void theDigestStands() {
    Map<String, String> env = Map.of("X", "1", "Y", "2");
    assertThat(spec(List.of("a", "b"), env).digest())
        .isEqualTo(spec(List.of("a", "b"), Map.of("Y", "2", "X", "1")).digest())
        .isEqualTo("sha256:2cd3c277e78a8c49151d184df779274226e0f1ddb49023bf972457b563b0cf2e")
        .isNotEqualTo(spec(List.of("ab"), env).digest());
    assertThat(with("'runtime':'container','image':'redis:7'").digest())
        .isNotEqualTo(with("'runtime':'container'").digest())
        .isNotEqualTo(with("'runtime':'container','image':'redis:8'").digest());
  }
}
