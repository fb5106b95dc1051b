package org.hansa.core.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.plan.Plan;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  private static final String WEB = "Workload/acme/shop.web";
  private static final String SHOP = "Application/acme/shop";

  private final List<String> printed = new ArrayList<>();

  private final Output screen =
      new Output() {
        @Override
        public void line(String text) {
          printed.add(text);
        }

        @Override
        public void table(Table table) {
          printed.addAll(table.lines(0, false));
        }

        @Override
        public int width() {
          return 0;
        }
      };

  private static Plan.Reason reason(String subject, String constraint, String found) {
    return new Plan.Reason(subject, SHOP, constraint, found, "this", "Do that.");
  }

  @Test
  void whatDoesNotGoTogetherIsAListAndComesFirst() {
    new Reasons(screen)
        .show(
            List.of(
                new Plan.Reason(WEB, "Site/system/b", "cpu", "1", "2", "Free 1."),
                reason(WEB, "conflict:1:cpu", ""),
                reason(SHOP, "conflict:1:price", "0.04 EUR"),
                reason(WEB, "conflict:2:memory", "1 GiB")));

    assertThat(printed)
        .startsWith(
            "",
            "No place has these together, one of them must give way:",
            "  cpu of shop.web: wanted this. Do that.",
            "  price of shop: wanted this, found 0.04 EUR. Do that.",
            "",
            "No place has this, which must give way:",
            "  memory of shop.web: wanted this, found 1 GiB. Do that.")
        .filteredOn(line -> line.contains("conflict"))
        .isEmpty();
    assertThat(printed).filteredOn(line -> line.startsWith(WEB)).hasSize(1);
  }
}
