package org.hansa.orchestration.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Problem;
import org.hansa.orchestration.api.Application;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is said with the value, the rule and the cure. */
class ValidationTest {

  private static final String DB =
      "{'name':'db','runtime':'process','command':['db'],'ports':[{'name':'sql'}]}";

  private record Mistake(String name, String components, String message, String cure) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "shop",
            "",
            "/components is empty: an application has at least one",
            "Describe a component."),
        new Mistake(
            "shop",
            DB + "," + DB,
            "/components/1/name 'db' is used twice: it must be unique in the application",
            "Rename one of them."),
        new Mistake(
            "shop",
            "{'name':'users','command':['x']}",
            "/components/0/name 'users' stands for the users themselves",
            "Choose another name."),
        new Mistake(
            "shop",
            "{'name':'web'}",
            "/components/0/command is empty: component 'web' must say what it runs",
            "Write program and arguments."),
        new Mistake(
            "shop",
            "{'name':'web','runtime':'container'}",
            "/components/0/image is missing: component 'web' is a container",
            "Name an image, for instance"),
        new Mistake(
            "shop",
            "{'name':'web','runtime':'process','command':['x'],'image':'redis:7'}",
            "/components/0/image 'redis:7' is the image of a container, and 'web' is none",
            "Say 'runtime: container', or"),
        new Mistake(
            "shop",
            "{'name':'web','command':['x'],'ports':[{'name':'a'},{'name':'a'}]}",
            "/components/0/ports names 'a' twice",
            "Rename one of the ports."),
        new Mistake(
            "shop",
            "{'name':'web','command':['x'],'ports':[{'name':'http'}],'ready':{'port':'htp'}}",
            "/components/0/ready/port 'htp' is not a port of 'web'",
            "Maybe 'http' was meant."),
        new Mistake(
            "shop",
            "{'name':'web','command':['x'],'ready':{'port':'http'}}",
            "/components/0/ready/port 'http' is not a port of 'web'",
            "Add the port, or name one that is there."),
        web(
            "{'to':'dbs','port':'sql','env':'DB'}",
            "to 'dbs' is not a component",
            "Maybe 'db' was"),
        web(
            "{'to':'cachestore','port':'sql','env':'DB'}",
            "to 'cachestore' is not a component",
            "Describe the component, or"),
        web(
            "{'to':'db','port':'sq','env':'DB'}",
            "port 'sq' is not a port of 'db'",
            "Maybe 'sql' was"),
        web(
            "{'to':'db','port':'metrics','env':'DB'}",
            "port 'metrics' is not a port of 'db'",
            "Add the port to 'db'."),
        web(
            "{'to':'db','port':'sql','env':'A'}",
            "env 'A' is set twice",
            "Choose another variable."),
        new Mistake(
            "shop",
            "{'name':'web','command':['x'],'requires':{'apart':[{'component':'wed','by':'site'}]}}",
            "/components/0/requires/apart/0/component 'wed' is not a component",
            "Maybe 'web' was meant."),
        new Mistake(
            "shop",
            "{'name':'web','command':['x'],'requires':{'together':[{'component':'store','by':'site'}]}}",
            "/components/0/requires/together/0/component 'store' is not a component",
            "Describe the component, or ask nothing of it."),
        new Mistake(
            "a".repeat(240),
            "{'name':'frontend-proxy','command':['x']}",
            "is too long",
            "Shorten it by 5 characters."));
  }

  private static Mistake web(String link, String message, String cure) {
    String web =
        "{'name':'web','runtime':'process','command':['x'],'env':{'A':'1'},'links':[" + link + "]}";
    return new Mistake("shop", DB + "," + web, "/components/1/links/0/" + message, cure);
  }

  private static Application.Spec spec(String components) {
    return Doc.parse(("{'components':[" + components + "]}").replace('\'', '"'))
        .as(Application.Spec.class);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesValueRuleAndCure(Mistake mistake) {
    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> Validation.check(mistake.name(), spec(mistake.components())));

    assertThat(problem).isNotNull();
    assertThat(problem.reason()).isEqualTo(Problem.Reason.INVALID);
    assertThat(problem.getMessage()).contains(mistake.message());
    assertThat(problem.cure()).contains(mistake.cure());
    assertThat(problem.details()).isEmpty();
  }

  @Test
  void whatIsBestIsSaidOnce() {
    Application.Spec twice =
        Doc.parse(
                "{'components':[{'name':'a','command':['x']}],'policies':{'policy':'green','objective':{}}}"
                    .replace('\'', '"'))
            .as(Application.Spec.class);

    Problem problem = catchThrowableOfType(Problem.class, () -> Validation.check("shop", twice));
    assertThat(problem.line())
        .contains("/policies/policy 'green' says what is best, and /policies/objective does too")
        .contains("Remove one of the two.");
  }

  @Test
  void namesAllMistakesAtOnce() {
    Problem problem =
        catchThrowableOfType(
            Problem.class, () -> Validation.check("shop", spec("{'name':'a'},{'name':'b'}")));

    assertThat(problem.line()).contains("/components/0/command", "/components/1/command");
  }

  @Test
  void aChainGoesThroughTwoComponentsThatAreThere() {
    Application.Spec spec =
        Doc.parse(
                ("{'components':["
                        + DB
                        + "],'policies':{'chains':[{'through':['db'],'maxMillis':20},"
                        + "{'through':['bd','db','cache'],'maxMillis':20}]}}")
                    .replace('\'', '"'))
            .as(Application.Spec.class);

    Problem problem = catchThrowableOfType(Problem.class, () -> Validation.check("shop", spec));

    assertThat(problem.line())
        .contains(
            "/policies/chains/0/through has 1 components: nothing lies between fewer than 2",
            "/policies/chains/1/through/0: 'bd' is not a component of this application",
            "/policies/chains/1/through/2: 'cache' is not a component of this application");
    assertThat(problem.cure())
        .contains(
            "Name those that a request comes to, in order.",
            "Maybe 'db' was meant.",
            "Describe the component, or leave it out.");
  }

  @Test
  void allowsACircleAndALinkToItself() {
    String a =
        "{'name':'a','command':['x'],'ports':[{'name':'p'}],'links':"
            + "[{'to':'b','port':'p','env':'B'},{'to':'a','port':'p','env':'SELF'}]}";
    String b =
        "{'name':'b','command':['x'],'ports':[{'name':'p'}],'links':"
            + "[{'to':'a','port':'p','env':'A'}]}";

    assertThatCode(() -> Validation.check("ring", spec(a + "," + b))).doesNotThrowAnyException();
  }
}
