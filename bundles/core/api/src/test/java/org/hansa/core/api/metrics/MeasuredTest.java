package org.hansa.core.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One broken part, whichever way, is left out and said; the page is that of the others. */
class MeasuredTest {

  private static Family family(String name) {
    return new Family(name, Family.Type.GAUGE, "Help.", List.of(Sample.gauge(Map.of(), 1)));
  }

  private static final Measured GOOD = () -> List.of(family("hansa_a"), family("hansa_b"));

  private static String page(Measured broken, String how) {
    List<String> failed = new ArrayList<>();
    List<Family> all =
        Measured.all(
            List.of(GOOD, broken, () -> List.of(family("hansa_c"))),
            (part, e) -> failed.add(part == broken ? e.toString() : "another"));
    assertThat(failed).singleElement().asString().contains(how);
    return OpenMetrics.text(all);
  }

  @Test
  void theOthersAreRead() {
    String good =
        OpenMetrics.text(List.of(family("hansa_a"), family("hansa_b"), family("hansa_c")));
    assertThat(
            page(
                () -> {
                  throw new IllegalStateException("it is being replaced");
                },
                "it is being replaced"))
        .isEqualTo(good);
    assertThat(
            page(
                () -> {
                  throw new NoClassDefFoundError("org/example/Gone");
                },
                "org/example/Gone"))
        .isEqualTo(good);
    assertThat(page(() -> null, "NullPointerException")).isEqualTo(good);
    assertThat(page(() -> List.of(family("hansa_d"), family("hansa_a")), "hansa_a is given twice"))
        .as("nothing of it: a page with a name twice is refused as a whole")
        .isEqualTo(good);
    assertThat(page(() -> List.of(family("hansa_d"), family("hansa_d")), "hansa_d is given twice"))
        .isEqualTo(good);
    assertThat(
            page(
                () ->
                    List.of(
                        new Family(
                            "hansa_d",
                            Family.Type.GAUGE,
                            "Help.",
                            List.of(Sample.gauge(Collections.singletonMap("kind", null), 1)))),
                "kind"))
        .isEqualTo(good);
  }
}
