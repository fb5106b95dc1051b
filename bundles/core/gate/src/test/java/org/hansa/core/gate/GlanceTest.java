package org.hansa.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceTest {

  record Inner(@About("Its name") String name, Optional<BigDecimal> weight) {}

  record Sample(
      Optional<JsonNode> any,
      @About(value = "Its name", pattern = "[a-z]([-a-z]*[a-z])?", most = 8) String aVeryLongName,
      @About(value = "Another", pattern = "[a-z]+") Optional<String> aVeryLongNameToo,
      int count,
      @About(
              value = "Words",
              oneOf = {"one", "two"},
              most = 2)
          List<String> few,
      Map<String, Inner> inner,
      boolean on,
      @About(value = "A share", min = "-1.5", max = "2.5") Optional<BigDecimal> share) {}

  private static final String GOOD =
      "{\"aVeryLongName\":\"a-b\",\"aVeryLongNameToo\":\"abc\",\"any\":{\"a\":[1,-2.5,null,{}]},"
          + "\"count\":17,\"few\":[\"one\",\"two\"],\"inner\":{\"a\":{\"name\":\"x y\"},"
          + "\"b\":{\"name\":\"\",\"weight\":0.25}},\"on\":true,\"share\":-0.5}";

  private final Shape shape = Shape.of(Schemas.of("sample", Sample.class));
  private final Fit fit = new Fit(shape);

  private boolean fits(String text) {
    return Glance.fits(fit, text.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isValid(byte[] utf8) throws IOException {
    Violations found = new Violations(true);
    try (JsonParser parser = Doc.ofCanonical(utf8).parser()) {
      parser.nextToken();
      new SchemaWalk(parser, "", found).value(shape);
    }
    return found.all().isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"aVeryLongName\":\"a\",\"count\":0,\"on\":false}",
        "{\"aVeryLongName\":\"abcdefgh\",\"count\":-2147483647,\"on\":true,\"share\":1.75}",
        "{\"aVeryLongName\":\"a\",\"any\":\"text\",\"count\":1,\"few\":[],\"inner\":{},\"on\":true}",
        GOOD
      })
  void seesThatWhatIsPlainFits(String text) {
    assertThat(fits(text)).isTrue();
    assertThat(fits(text)).as("again, with what was remembered").isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"aVeryLongName\":\"a\",\"count\":1}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"count\":1,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1.0,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":01,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1e1,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":2147483648,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":99999999999999999999999,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":true,\"other\":1}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":true,\"share\":2.6}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":true,\"share\":-1.6}",
        "{\"aVeryLongName\":\"a-\",\"count\":1,\"on\":true}",
        "{\"aVeryLongName\":\"abcdefghi\",\"count\":1,\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"few\":[\"one\",\"two\",\"one\"],\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"few\":[\"three\"],\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"inner\":{\"a\":{}},\"on\":true}",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":true} ",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":true",
        "{\"aVeryLongName\":\"a\",\"count\":1,\"on\":tru",
        "{\"aVeryLongName\":\"a",
        "{",
        ""
      })
  void neverSaysThatOfWhatDoesNot(String text) {
    assertThat(fits(text)).isFalse();
  }

  @Test
  void whateverByteIsAnotherItSaysNoMoreThanTheWholeCheck() throws IOException {
    byte[] others = "\"\\{}[]:,.-+0129eEaztn \u0000\u007f".getBytes(StandardCharsets.UTF_8);
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    int fitting = 0;
    for (int at = 0; at < good.length; at++) {
      for (byte other : others) {
        byte[] changed = good.clone();
        changed[at] = other;
        fitting += requireValidIfItFits(changed);
      }
      byte[] shorter = Arrays.copyOf(good, good.length - 1);
      System.arraycopy(good, at + 1, shorter, at, shorter.length - at);
      fitting += requireValidIfItFits(shorter);
    }
    assertThat(fitting).as("changed and still good").isPositive();
  }

  private int requireValidIfItFits(byte[] utf8) throws IOException {
    if (!Glance.fits(fit, utf8)) {
      return 0;
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    assertThat(Json.read(utf8)).as(text).isNotNull();
    assertThat(isValid(utf8)).as(text).isTrue();
    return 1;
  }

  @Test
  void whatIsNotPlainIsLookedAtAllTheSame() {
    String escaped = GOOD.replace("x y", "\\u00e9\\n").replace("abc", "abd");
    assertThat(fits(escaped)).isFalse();
    JsonNode schema = Schemas.of("sample", Sample.class);
    List<Problem.Detail> found =
        new SchemaCheck().check("sample", "", schema, Doc.parse(escaped), true);
    assertThat(found).isEmpty();
  }
}
