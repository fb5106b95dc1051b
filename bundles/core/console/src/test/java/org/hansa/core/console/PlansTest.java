package org.hansa.core.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hansa.core.api.Json;
import org.hansa.core.api.plan.Plan;
import org.junit.jupiter.api.Test;

class PlansTest {

  private final List<String> printed = new ArrayList<>();

  private final Output screen =
      new Output() {
        @Override
        public void line(String text) {
          printed.add(text);
        }

        @Override
        public void table(Table table) {
          table.lines(0, false).forEach(line -> printed.add(line.stripTrailing()));
        }

        @Override
        public int width() {
          return 0;
        }
      };

  private void show(String more) {
    String plan =
        "{'state':'PLANNED','made':'2026-11-29T10:00:00Z','revision':7,'changes':[{'ref':"
            + "'Reservation/acme/shop.web.0','verb':'MOVE','where':'h2','calls':[],'fields':["
            + "{'pointer':'/spec/cost/perHour','before':0.04,'after':0.01},"
            + "{'pointer':'/spec/pool','before':'h1','after':'h2'}]}],"
            + "'cost':{'EUR':-0.03}"
            + more
            + "}";
    new Plans(screen).show(Json.view(Json.read(plan.replace('\'', '"')), Plan.Status.class));
  }

  @Test
  void costIsShownBeforeAndAfterByHourAndMonthWithEnergy() {
    show(
        ",'before':{'perHour':{'EUR':0.06},'perMonth':{'EUR':43.8},'gramsPerHour':7.2,'watts':24,"
            + "'kwhPerMonth':17.52},'after':{'perHour':{'EUR':0.03},'perMonth':{'EUR':21.9},"
            + "'gramsPerHour':7.2,'watts':30,'kwhPerMonth':21.9}");

    assertThat(printed)
        .anyMatch(line -> line.startsWith("move") && line.contains("0.04 -> 0.01"))
        .endsWith(
            "In all: -0.03 EUR an hour",
            "",
            "OF ALL IT CONCERNS  BEFORE  AFTER  CHANGE",
            "EUR an hour         0.06    0.03   -0.03",
            "EUR a month         43.8    21.9   -21.9",
            "gCO2e an hour       7.2     7.2    0",
            "watts               24      30     +6",
            "kWh a month         17.52   21.9   +4.38");
  }

  @Test
  void aFormerPlanHasNoSuchTable() {
    show("");

    assertThat(printed).endsWith("In all: -0.03 EUR an hour");
  }

  @Test
  void whatIsKnownOfOneSideOnlyIsShownSo() {
    show(",'before':{},'after':{'perHour':{'EUR':0.03},'perMonth':{'EUR':21.9}}");

    assertThat(printed)
        .endsWith(
            "EUR an hour         -       0.03   +0.03", "EUR a month         -       21.9   +21.9");
  }
}
