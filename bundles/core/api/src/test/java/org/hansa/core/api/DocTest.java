package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocTest {

  record Part(String name, Optional<Integer> size) {}

  record Whole(String title, Optional<Part> main, List<Part> parts) {}

  @Test
  void equalContentIsEqualWhateverTheOrder() {
    assertThat(Doc.parse("{\"a\":1,\"b\":2}")).isEqualTo(Doc.parse("{ \"b\":2, \"a\":1 }"));
    assertThat(Doc.parse("{\"a\":1}").digest()).isNotEqualTo(Doc.parse("{\"a\":2}").digest());
  }

  @Test
  void aViewKeepsWhatItDoesNotKnow() {
    Doc stored =
        Doc.parse(
            "{\"title\":\"t\",\"newer\":1,\"main\":{\"name\":\"m\",\"extra\":2,\"size\":3},"
                + "\"parts\":[{\"name\":\"p\",\"extra\":4},{\"name\":\"q\"}]}");
    Whole view = stored.as(Whole.class);
    Doc written =
        stored.with(
            new Whole(
                "u", Optional.of(new Part("m", Optional.empty())), List.of(view.parts().get(0))));
    assertThat(written)
        .isEqualTo(
            Doc.parse(
                "{\"title\":\"u\",\"newer\":1,\"main\":{\"name\":\"m\",\"extra\":2},"
                    + "\"parts\":[{\"name\":\"p\",\"extra\":4}]}"));
  }

  @Test
  void aTreeIsTheCallersOwn() {
    Doc doc = Doc.parse("{\"a\":1}");
    doc.tree().put("a", 2);
    assertThat(doc.at("/a").orElseThrow().intValue()).isEqualTo(1);
  }

  @Test
  void aMergePatchSetsAndRemoves() {
    Doc doc = Doc.parse("{\"a\":{\"b\":1,\"c\":2},\"d\":[1,2]}");
    assertThat(doc.patch(Json.read("{\"a\":{\"b\":null,\"e\":3},\"d\":[9]}")))
        .isEqualTo(Doc.parse("{\"a\":{\"c\":2,\"e\":3},\"d\":[9]}"));
  }

  @Test
  void onlyAnObjectIsADocument() {
    assertThatThrownBy(() -> Doc.parse("[1]")).isInstanceOf(Problem.class);
  }
}
