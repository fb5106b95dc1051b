package org.hansa.core.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations on a document. */
class JsonPatchTest {

  private static ObjectNode document(String json) {
    return (ObjectNode) Json.read(json.replace('\'', '"'));
  }

  private static String done(String document, String patch) {
    ObjectNode before = document(document);
    String after =
        Json.text(JsonPatch.read(Json.read(patch.replace('\'', '"'))).of(before))
            .replace('"', '\'');
    assertThat(before).isEqualTo(document(document));
    return after;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          {'a':1}; []; {'a':1}
          {'a':1}; [{'op':'add','path':'/b','value':{'c':[]}}]; {'a':1,'b':{'c':[]}}
          {'a':1}; [{'op':'add','path':'/a','value':null}]; {'a':null}
          {'a':1}; [{'op':'add','path':'','value':{'b':2}}]; {'b':2}
          {'a':[1,2]}; [{'op':'add','path':'/a/1','value':9}]; {'a':[1,9,2]}
          {'a':[1,2]}; [{'op':'add','path':'/a/2','value':9}]; {'a':[1,2,9]}
          {'a':[1,2]}; [{'op':'add','path':'/a/-','value':[9]}]; {'a':[1,2,[9]]}
          {'a':{'b':1,'c':2}}; [{'op':'remove','path':'/a/b'}]; {'a':{'c':2}}
          {'a':[1,2,3]}; [{'op':'remove','path':'/a/1'}]; {'a':[1,3]}
          {'a':[1,2]}; [{'op':'replace','path':'/a/1','value':'x'}]; {'a':[1,'x']}
          {'a':1}; [{'op':'replace','path':'/a','value':{}}]; {'a':{}}
          {'a':1}; [{'op':'replace','path':'','value':{}}]; {}
          {'a':{'b':1},'c':{}}; [{'op':'move','from':'/a/b','path':'/c/d'}]; {'a':{},'c':{'d':1}}
          {'a':[1,2,3]}; [{'op':'move','from':'/a/0','path':'/a/2'}]; {'a':[2,3,1]}
          {'a':{'b':1}}; [{'op':'move','from':'/a/b','path':'/a'}]; {'a':1}
          {'a':1}; [{'op':'move','from':'/a','path':'/a'}]; {'a':1}
          {'a':{'b':1}}; [{'op':'copy','from':'/a','path':'/a/c'}]; {'a':{'b':1,'c':{'b':1}}}
          {'a':{'b':1}}; [{'op':'copy','from':'/a','path':'/c'},{'op':'remove','path':'/c/b'}]; {'a':{'b':1},'c':{}}
          {'a/b':1,'m~n':2,'~1':3}; [{'op':'remove','path':'/a~1b'},{'op':'remove','path':'/m~0n'}]; {'~1':3}
          {'a/b':1,'~1':3}; [{'op':'remove','path':'/~01'}]; {'a/b':1}
          {'':1,'a':2}; [{'op':'remove','path':'/'}]; {'a':2}
          {'0':1,'-':2}; [{'op':'remove','path':'/0'},{'op':'replace','path':'/-','value':3}]; {'-':3}
          {'a':1.50}; [{'op':'test','path':'/a','value':1.5}]; {'a':1.50}
          {'a':[{'b':1}]}; [{'op':'test','path':'/a','value':[{'b':1.0}]}]; {'a':[{'b':1}]}
          {'a':null}; [{'op':'test','path':'/a','value':null}]; {'a':null}
          {'a':{'b':1,'c':2}}; [{'op':'test','path':'/a','value':{'c':2,'b':1}}]; {'a':{'b':1,'c':2}}
          {'a':1}; [{'op':'remove','path':'/a','value':7,'why':'x','from':3}]; {}
          """)
  void whatBecomesOfADocument(String before, String patch, String after) {
    assertThat(done(before, patch)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      textBlock =
          """
          [{'op':'test','path':'/a','value':'1'}]; CONFLICT; the test of
          [{'op':'test','path':'/a','value':null}]; CONFLICT; the test of
          [{'op':'test','path':'/l','value':[2,1]}]; CONFLICT; the test of
          [{'op':'test','path':'/x','value':null}]; CONFLICT; there is no '/x'
          [{'op':'add','path':'/x/y','value':1}]; CONFLICT; '/x/y'
          [{'op':'add','path':'/a/y','value':1}]; CONFLICT; '/a/y'
          [{'op':'add','path':'/l/3','value':1}]; CONFLICT; '/l/3'
          [{'op':'add','path':'/l/01','value':1}]; CONFLICT; '/l/01'
          [{'op':'add','path':'/l/-1','value':1}]; CONFLICT; '/l/-1'
          [{'op':'add','path':'/l/99999999999','value':1}]; CONFLICT; '/l/9
          [{'op':'remove','path':'/l/2'}]; CONFLICT; '/l/2'
          [{'op':'remove','path':'/l/-'}]; CONFLICT; '/l/-'
          [{'op':'replace','path':'/l/-','value':1}]; CONFLICT; '/l/-'
          [{'op':'replace','path':'/x','value':1}]; CONFLICT; '/x'
          [{'op':'move','from':'/x','path':'/a'}]; CONFLICT; '/x'
          [{'op':'copy','from':'/x','path':'/a'}]; CONFLICT; '/x'
          [{'op':'remove','path':'/a'},{'op':'remove','path':'/a'}]; CONFLICT; operation 1
          [{'op':'move','from':'/o','path':'/o/p'}]; INVALID; outside of what is moved
          [{'op':'remove','path':''}]; INVALID; DELETE the resource
          [{'op':'ad','path':'/a'}]; INVALID; Maybe 'add' was meant
          [{'op':'ADD','path':'/a','value':1}]; INVALID; There are add, remove
          [{'op':'add','path':'/a'}]; INVALID; no value
          [{'op':'copy','path':'/a'}]; INVALID; from
          [{'op':'remove'}]; INVALID; path
          [{'op':7,'path':'/a'}]; INVALID; op
          [{'op':'remove','path':'a'}]; INVALID; JSON pointer
          [{'op':'remove','path':'/a~'}]; INVALID; ~1 for a slash
          [{'op':'remove','path':'/a~2'}]; INVALID; ~1 for a slash
          ['remove']; INVALID; operation 0
          {'op':'remove','path':'/a'}; INVALID; a list
          """)
  void whatCannotBeDoneIsRefused(String patch, Problem.Reason reason, String says) {
    assertThatThrownBy(() -> done("{'a':1,'l':[1,2],'o':{'p':{}}}", patch))
        .isInstanceOfSatisfying(
            Problem.class,
            e -> {
              assertThat(e.reason()).as(e.line()).isEqualTo(reason);
              assertThat(e.line()).contains(says);
            });
  }

  @Test
  void thereMayNotBeTooMany() {
    String one = "{'op':'test','path':'/a','value':1}";
    String most = "[" + (one + ",").repeat(JsonPatch.MOST - 1) + one + "]";
    assertThat(done("{'a':1}", most)).isEqualTo("{'a':1}");
    assertThatThrownBy(() -> done("{'a':1}", "[" + one + "," + most.substring(1)))
        .hasMessageContaining("501 operations");
  }

  /** A few operations that copy what they copied must not make a document that fills the memory. */
  @ParameterizedTest
  @ValueSource(strings = {"/a/-", "/a/0"})
  void whatItMakesStaysSmall(String path) {
    String copies =
        ("{'op':'copy','from':'/a','path':'" + path + "'},").repeat(60)
            + "{'op':'remove','path':'/a'}";
    assertThatThrownBy(() -> done("{'a':['" + "x".repeat(1000) + "']}", "[" + copies + "]"))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.reason()).isEqualTo(Problem.Reason.TOO_LARGE));
  }

  @Test
  void whatItMakesStaysFlat() {
    String deeper = "{'op':'copy','from':'/a','path':'/a/a'},".repeat(70);
    assertThatThrownBy(() -> done("{'a':{}}", "[" + deeper + "{'op':'test','path':'','value':1}]"))
        .hasMessageContaining("deeper than 64");
  }
}
