package org.hansa.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DocTest {

  record Part(String name, Optional<Integer> size) {}

  record Whole(String title, Optional<Part> main, List<Part> parts) {}

  @Test
  void equalContentIsEqualWhateverTheOrder() {
    assertThat(Doc.parse("{\"a\":1,\"b\":2}")).isEqualTo(Doc.parse("{ \"b\":2, \"a\":1 }"));
    assertThat(Doc.parse("{\"a\":1}").digest()).isNotEqualTo(Doc.parse("{\"a\":2}").digest());
  }

  record Letter(String to, Doc text) {}

  @Test
  void inARecordItIsWrittenAsWhatItSays() {
    Letter letter = new Letter("you", Doc.parse("{\"a\":{\"b\":1}}"));
    assertThat(Doc.of(letter)).isEqualTo(Doc.parse("{\"to\":\"you\",\"text\":{\"a\":{\"b\":1}}}"));
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

  enum Colour {
    RED
  }

  record Inner(String zeta, Optional<BigDecimal> alpha, List<String> names) {}

  record Everything(
      String text,
      boolean flag,
      int whole,
      long large,
      BigDecimal exact,
      Colour colour,
      Optional<Instant> at,
      Optional<Duration> span,
      Map<String, String> words,
      Map<String, Inner> inners,
      List<Optional<Inner>> list,
      Inner inner,
      Optional<Everything> same) {}

  private static Everything everything(Optional<Everything> same) {
    Map<String, String> backwards = new TreeMap<>(Comparator.reverseOrder());
    backwards.putAll(Map.of("a", "\u00e4\u20ac\"", "b", "", "c", "\n"));
    Inner full = new Inner("", Optional.of(new BigDecimal("1.50")), List.of("x", ""));
    Inner bare = new Inner("z", Optional.empty(), List.of());
    return new Everything(
        "t",
        false,
        0,
        1L << 40,
        new BigDecimal("1E+3"),
        Colour.RED,
        Optional.of(Instant.parse("2026-01-02T03:04:05.000000006Z")),
        Optional.of(Duration.ofMillis(1500)),
        backwards,
        Map.of("two", full, "one", bare),
        List.of(Optional.of(full), Optional.empty()),
        bare,
        same);
  }

  @Test
  void aRecordIsWrittenAsItsTreeWouldBe() {
    Everything record = everything(Optional.of(everything(Optional.empty())));
    assertThat(Plain.is(Everything.class)).isTrue();
    assertThat(Doc.of(record).toString()).isEqualTo(Doc.of(Json.tree(record)).toString());
  }

  record Ratio(double ratio, Map<Integer, String> numbers) {}

  record Renamed(@JsonProperty("b") String a) {}

  record Derived(String z) {
    public double getRatio() {
      return 1e10;
    }
  }

  @Test
  void whatIsNotPlainIsWrittenAsItsTreeToo() {
    List<Record> all =
        List.of(new Ratio(1e10, Map.of(10, "x", 9, "y")), new Renamed("x"), new Derived("x"));
    for (Record record : all) {
      assertThat(Plain.is(record.getClass())).isFalse();
      assertThat(Doc.of(record)).isEqualTo(Doc.of(Json.tree(record)));
    }
  }

  @Test
  void whatStandsIsGivenBackIfItSaysTheSame() {
    Part part = new Part("m", Optional.of(1));
    Doc standing = Doc.of(part);
    assertThat(Doc.of(part, standing)).isSameAs(standing);
    assertThat(Doc.of(new Part("m", Optional.of(1)), standing)).isSameAs(standing);
    assertThat(Doc.of(new Part("m", Optional.of(2)), standing))
        .isEqualTo(Doc.parse("{\"name\":\"m\",\"size\":2}"));
    Doc more = Doc.parse("{\"extra\":1,\"name\":\"m\",\"size\":1}");
    assertThat(more.with(part)).isSameAs(more);
    assertThat(more.with(part)).isSameAs(more);
    assertThat(Doc.of(part, more)).isEqualTo(standing);
    assertThat(more.as(Part.class)).isEqualTo(part);
  }

  record Lenient(Optional<Integer> size) {
    Lenient {
      size = size.isEmpty() ? Optional.of(1) : size;
    }
  }

  /** The view is equal, and yet what it says must be written. */
  @Test
  void whatOnlyAViewAddsIsNotTakenForWhatStands() {
    Doc standing = Doc.parse("{\"other\":1}");
    Lenient view = standing.as(Lenient.class);
    Doc written = Doc.parse("{\"other\":1,\"size\":1}");
    assertThat(standing.with(view)).isEqualTo(written);
    assertThat(standing.with(view)).isEqualTo(written);
    assertThat(Doc.of(view, standing)).isEqualTo(Doc.parse("{\"size\":1}"));
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
