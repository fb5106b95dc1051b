package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

  enum Colour {
    RED,
    GREEN
  }

  record Inner(@About("Its weight, grams") BigDecimal weight) {}

  record Sample(
      @About(value = "Its name", pattern = "[a-z]+", most = 5) String name,
      int count,
      @About(value = "How many", min = "1", max = "9") Optional<Long> some,
      boolean on,
      Colour colour,
      @About(
              value = "Words",
              oneOf = {"one", "two"},
              most = 2)
          List<String> words,
      Map<String, Inner> inner,
      Optional<Instant> at,
      Optional<Duration> lasts,
      Optional<URI> from,
      Optional<JsonNode> any) {}

  private final JsonNode schema = Schemas.of("sample", Sample.class);

  private static final String GOOD = "{\"name\":\"abc\",\"count\":1,\"on\":true,\"colour\":\"RED\"";

  private List<Problem.Detail> check(String text, boolean shown) {
    return new SchemaCheck().check("sample", "", schema, Doc.parse(text), shown);
  }

  @Test
  void saysWhatIsRequiredAndWhatThingsMean() {
    assertThat(schema.at("/required")).hasToString("[\"name\",\"count\",\"on\",\"colour\"]");
    assertThat(schema.at("/properties/name/description").asText()).isEqualTo("Its name");
    assertThat(schema.at("/properties/inner/additionalProperties/required/0").asText())
        .isEqualTo("weight");
    assertThat(schema.at("/$schema").asText()).contains("2020-12");
    assertThat(schema.at("/additionalProperties")).hasToString("false");
  }

  static Stream<Arguments> documents() {
    return Stream.of(
        Arguments.of("", ""),
        Arguments.of(",\"some\":9,\"words\":[\"one\"],\"inner\":{\"a\":{\"weight\":1.5}}", ""),
        Arguments.of(",\"at\":\"2026-01-01T00:00:00Z\",\"lasts\":\"PT5S\",\"any\":[1,{}]", ""),
        Arguments.of(",\"from\":\"http://127.0.0.1:8080/a?b=c\"", ""),
        Arguments.of(",\"from\":\"no address\"", "/from"),
        Arguments.of(",\"some\":0", "/some"),
        Arguments.of(",\"some\":10", "/some"),
        Arguments.of(",\"some\":1.5", "/some"),
        Arguments.of(",\"some\":\"1\"", "/some"),
        Arguments.of(",\"some\":null", "/some"),
        Arguments.of(",\"words\":[\"one\",\"three\"]", "/words/1"),
        Arguments.of(",\"words\":[\"one\",\"two\",\"one\"]", "/words"),
        Arguments.of(",\"words\":\"one\"", "/words"),
        Arguments.of(",\"inner\":{\"a/b\":{}}", "/inner/a~1b/weight"),
        Arguments.of(",\"inner\":{\"a\":{\"weight\":\"1\"}}", "/inner/a/weight"),
        Arguments.of(",\"at\":\"yesterday\"", "/at"),
        Arguments.of(",\"lasts\":\"5s\"", "/lasts"),
        Arguments.of(",\"inner\":{\"a\":{\"weight\":{\"b\":[1]}}}", "/inner/a/weight"),
        Arguments.of(",\"inner\":[{\"a\":1}],\"lasts\":\"PT5S\"", "/inner"),
        Arguments.of(",\"any\":{\"a\":[{}]},\"some\":0", "/some"),
        Arguments.of(",\"other\":{\"a\":[1]}", "/other"),
        Arguments.of(",\"other\":1", "/other"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void findsWhatDoesNotFitAndNothingElse(String more, String where) {
    List<Problem.Detail> found = check(GOOD + more + "}", true);
    assertThat(found)
        .extracting(Problem.Detail::where)
        .isEqualTo(where.isEmpty() ? List.of() : List.of(where));
  }

  @Test
  void aPatternMustMatchTheWholeText() {
    for (String name : List.of("abc1", "abc\\n", "", "abcdef")) {
      String text = GOOD.replace("\"abc\"", "\"" + name + "\"") + "}";
      assertThat(check(text, true)).as(name).hasSize(1);
    }
  }

  @Test
  void whatFitsTheSchemaFitsTheRecord() {
    documents()
        .filter(a -> a.get()[1].equals(""))
        .forEach(
            a -> {
              JsonNode tree = Json.read(GOOD + a.get()[0] + "}");
              assertThat(Json.view(tree, Sample.class).name()).isEqualTo("abc");
            });
  }

  @Test
  void eachMistakeIsToldWithValueAndRule() {
    assertThat(
            check(
                "{\"name\":7,\"count\":9999999999,\"on\":null,\"colour\":\"REDD\",\"wrods\":[],"
                    + "\"inner\":{\"a\":[{\"b\":1}],\"b\":{}},\"words\":[\"one\",\"one\",\"onn\"]}",
                true))
        .extracting(Problem.Detail::where, Problem.Detail::message)
        .containsExactlyInAnyOrder(
            tuple("/name", "'7' is not a text"),
            tuple("/count", "9999999999 is more than 2147483647"),
            tuple("/on", "'null' is not true or false; leave the field out instead"),
            tuple("/colour", "'REDD' is not one of GREEN, RED; maybe 'RED' was meant"),
            tuple("/wrods", "'wrods' is not a field here; maybe 'words' was meant"),
            tuple("/inner/a", "'[{\"b\":1}]' is not an object"),
            tuple("/inner/b/weight", "is required: Its weight, grams"),
            tuple("/words", "has 3 elements, at most 2 are allowed"),
            tuple("/words/2", "'onn' is not one of one, two; maybe 'one' was meant"));
  }

  @Test
  void aSchemaThatChangesCountsFromThenOn() {
    SchemaCheck check = new SchemaCheck();
    Doc doc = Doc.parse("{\"weight\":1}");
    assertThat(check.check("a", "", Schemas.of("a", Inner.class), doc, true)).isEmpty();
    assertThat(check.check("a", "", schema, doc, true)).isNotEmpty();
    assertThat(check.check("a", "", Schemas.of("a", Inner.class), doc, true)).isEmpty();
  }

  record Loop(Optional<Loop> next) {}

  record Odd(Thread thread) {}

  @Test
  void refusesRecordsThatHaveNoSchema() {
    assertThatThrownBy(() -> Schemas.of("loop", Loop.class)).hasMessageContaining("itself");
    assertThatThrownBy(() -> Schemas.of("odd", Odd.class)).hasMessageContaining("Thread");
  }

  @Test
  void aThousandMistakesAreNotAllToldAndSecretsNever() {
    StringBuilder text = new StringBuilder(GOOD);
    for (int i = 0; i < 1000; i++) {
      text.append(",\"x").append(i).append("\":1");
    }
    assertThat(check(text + "}", true)).hasSize(50);
    String hidden = GOOD.replace("\"abc\"", "\"SECRET\"") + ",\"some\":77}";
    assertThat(check(hidden, false).toString()).doesNotContain("SECRET").doesNotContain("77");
  }
}
