package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Reservation;
import org.hansa.core.api.control.Why;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of the requirements and every policy refuses a place that breaks it, and only that.
 */
class ConstraintsTest {

  /** What an application asks, and the only place that there is. */
  private record Case(String component, String site, String host, String policies) {}

  private record Row(String constraint, Case bad, Case good, String found, String wanted) {
    @Override
    public String toString() {
      return constraint + ": " + found;
    }
  }

  private static final String BERLIN = "{'location':{'latitude':52.5,'longitude':13.4}}";
  private static final String LISBON = "{'location':{'latitude':38.7,'longitude':-9.1}}";
  private static final String NEAR_BERLIN =
      "{'latency':{'to':{'latitude':52.5,'longitude':13.4},'maxMillis':10}}";

  private static final String CONTAINER = "{'runtime':'container','image':'redis:7'}";

  static Stream<Row> rows() {
    return Stream.of(
        site("provider", "{'provider':'nord'}", "{}", "{'provider':'nord'}", "own", "nord"),
        new Row(
            "site",
            new Case(asks("{'sites':['north','south']}"), "{}", "{}", "{}"),
            new Case(asks("{'sites':['north','here']}"), "{}", "{}", "{}"),
            "here",
            "north or south"),
        new Row(
            "real",
            new Case(asks("{}"), "{}", "{'facts':{'simulated':'true'}}", "{}"),
            new Case(asks("{'simulated':true}"), "{}", "{'facts':{'simulated':'true'}}", "{}"),
            "simulated",
            "a real machine"),
        site(
            "jurisdiction",
            "{'jurisdictions':['FR','NL']}",
            "{}",
            "{'jurisdiction':'NL'}",
            "DE",
            "FR or NL"),
        site(
            "certification",
            "{'certifications':['iso27001','c5']}",
            "{'certifications':['c5']}",
            "{'certifications':['c5','iso27001']}",
            "c5",
            "iso27001, c5"),
        site(
            "certification",
            "{'certifications':['c5']}",
            "{}",
            "{'certifications':['c5']}",
            "none",
            "c5"),
        site(
            "privacy",
            "{'privacy':'confidential'}",
            "{'privacy':'internal'}",
            "{'privacy':'secret'}",
            "internal",
            "confidential or higher"),
        site(
            "privacy",
            "{'privacy':'internal'}",
            "{}",
            "{'privacy':'internal'}",
            "public",
            "internal or higher"),
        site("latency", NEAR_BERLIN, LISBON, BERLIN, "about 47.2 ms", "at most 10 ms"),
        site("latency", NEAR_BERLIN, "{}", BERLIN, "unknown", "at most 10 ms"),
        site(
            "cordon",
            "{}",
            "{'cordoned':true}",
            "{'cordoned':false}",
            "cordoned",
            "open for new workloads"),
        host(
            "runtime",
            "{}",
            "{'runtimes':['container']}",
            "{'runtimes':['container','process']}",
            "container",
            "process"),
        new Row(
            "runtime",
            new Case(CONTAINER, "{}", "{'runtimes':['process']}", "{}"),
            new Case(CONTAINER, "{}", "{'runtimes':['process','container']}", "{}"),
            "process",
            "container"),
        host("cpu", "{'cpu':2}", "{'allocatable':{'cpu':1.5}}", "{}", "1.5 cores free", "2 cores"),
        host(
            "memory",
            "{'memory':'64Gi'}",
            "{'allocatable':{'memory':1288490189}}",
            "{'allocatable':{'memory':68719476736}}",
            "1.2 GiB free",
            "64 GiB"),
        host(
            "storage",
            "{'storage':'2Gi'}",
            "{'allocatable':{'storage':null}}",
            "{}",
            "0 B free",
            "2 GiB"),
        host(
            "accelerator",
            "{'accelerators':{'nvidia-h200':2}}",
            "{'allocatable':{'nvidia-h200':1}}",
            "{'allocatable':{'nvidia-h200':2}}",
            "1 free",
            "2 of nvidia-h200"),
        new Row(
            "ports",
            new Case("{'ports':[{'name':'a'},{'name':'b'}]}", "{}", ports(20001, 20001), "{}"),
            new Case("{'ports':[{'name':'a'},{'name':'b'}]}", "{}", ports(20002, 20001), "{}"),
            "1 free",
            "2"),
        policy(
            "price",
            "{'maxPricePerHour':0.019}",
            "{'maxPricePerHour':0.02}",
            "{}",
            "0.02 EUR with this",
            "at most 0.019 an hour in all"),
        policy(
            "price",
            "{'maxPricePerHour':9}",
            "{}",
            "{'price':null}",
            "unknown",
            "at most 9 an hour in all"),
        policy(
            "carbon",
            "{'maxGramsPerHour':3.5}",
            "{'maxGramsPerHour':3.6}",
            "{}",
            "3.6 gCO2e with this",
            "at most 3.5 gCO2e an hour in all"),
        policy(
            "carbon",
            "{'maxGramsPerHour':9}",
            "{}",
            "{'energy':null}",
            "unknown",
            "at most 9 gCO2e an hour in all"));
  }

  private static Row site(
      String id, String requires, String bad, String good, String found, String wanted) {
    return new Row(
        id,
        new Case(asks(requires), bad, "{}", "{}"),
        new Case(asks(requires), good, "{}", "{}"),
        found,
        wanted);
  }

  private static Row host(
      String id, String requires, String bad, String good, String found, String wanted) {
    return new Row(
        id,
        new Case(asks(requires), "{}", bad, "{}"),
        new Case(asks(requires), "{}", good, "{}"),
        found,
        wanted);
  }

  private static Row policy(
      String id, String bad, String good, String site, String found, String wanted) {
    return new Row(
        id,
        new Case(asks("{'cpu':1}"), site, "{}", bad),
        new Case(asks("{'cpu':1}"), site, "{}", good),
        found,
        wanted);
  }

  private static String asks(String requires) {
    return "{'requires':" + requires + "}";
  }

  private static String ports(int last, int taken) {
    return "{'firstPort':20000,'lastPort':" + last + ",'takenPorts':[" + taken + "]}";
  }

  private static Town town(Case c) {
    String component = Town.patched("{'name':'web','runtime':'process'}", c.component()).toString();
    return new Town()
        .site("here", c.site())
        .host("here", "one", c.host())
        .application("shop", c.policies(), component)
        .run();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void refusesWithWhatWasFoundWantedAndWouldCureIt(Row row) {
    Town town = town(row.bad());

    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.FALSE);
    assertThat(town.placed("shop").message())
        .contains("shop.web.0 has no place", row.constraint(), row.found(), row.wanted());
    assertThat(town.drive.snapshot().list(Reservation.KIND)).isEmpty();
    assertThat(town.whys())
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.constraint()).isEqualTo(row.constraint());
              assertThat(why.found()).isEqualTo(row.found());
              assertThat(why.wanted()).isEqualTo(row.wanted());
              assertThat(why.cure()).isNotBlank();
              assertThat(why.subject()).isEqualTo(Town.workload("shop.web"));
            });
  }

  @ParameterizedTest
  @MethodSource("rows")
  void acceptsWhatTheCureWouldMakeOfIt(Row row) {
    Town town = town(row.good());

    assertThat(town.placed("shop").state()).isEqualTo(Condition.State.TRUE);
    assertThat(town.places("shop.web")).containsExactly("shop.web.0=one");
    assertThat(town.whys()).extracting(Why::constraint).containsOnly(Why.CHOSEN);
  }

  @Test
  void saysHowMuchIsToBeFreedOnWhichHost() {
    Town town =
        town(
            new Case(
                asks("{'memory':'64Gi'}"), "{}", "{'allocatable':{'memory':1073741824}}", "{}"));

    assertThat(town.whys().get(0).cure()).isEqualTo("Free 63 GiB on host one, or ask for less.");
  }

  @Test
  void refusesAHostThatDoesNotAnswerAndAnEndpointThatIsClosed() {
    Town town =
        new Town()
            .site("here", "{}")
            .host("here", "one", "{}")
            .host("here", "two", "{}")
            .away("one")
            .facets("two", "host")
            .application("shop", "{}", "{'name':'web','runtime':'process'}")
            .run();

    assertThat(town.whys()).extracting(Why::constraint).containsExactly("answers", "endpoint");
    assertThat(town.reservations()).isZero();
  }

  @Test
  void refusesASiteWithoutAHost() {
    Town town =
        new Town()
            .site("bare", "{}")
            .application("shop", "{}", "{'name':'web','runtime':'process'}")
            .run();

    assertThat(town.whys()).extracting(Why::constraint).containsExactly("hosts");
    assertThat(town.placed("shop").message()).contains("no host is known");
  }

  @Test
  void countsAPolicyOverTheWholeApplication() {
    Town town =
        new Town()
            .site("here", "{}")
            .host("here", "one", "{}")
            .application(
                "shop",
                "{'maxPricePerHour':0.05}",
                "{'name':'web','runtime':'process','replicas':3,'requires':{'cpu':1}}")
            .run();

    assertThat(town.placed("shop").message()).contains("shop.web.2", "0.06 EUR with this");
    assertThat(town.reservations()).isZero();
  }
}
