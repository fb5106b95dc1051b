package org.hansa.platform.multicloud;

import static org.assertj.core.api.Assertions.assertThat;

import org.hansa.core.api.Ref;
import org.hansa.core.api.control.Why;
import org.hansa.platform.api.Site;
import org.junit.jupiter.api.Test;

/** Why here: in numbers, beside the next best place. */
class ComparisonTest {

  private static String price(String currency, String hour) {
    return "'price':{'currency':'" + currency + "','cpuHour':" + hour + ",'memoryGibHour':0}";
  }

  private static String grams(int perKwh) {
    return "'energy':{'gramsPerKwh':" + perKwh + ",'pue':1,'wattsPerCore':10}";
  }

  private static Town town(String here, String there) {
    return new Town()
        .site("here", "{" + here + "}")
        .host("here", "h", "{}")
        .site("there", "{" + there + "}")
        .host("there", "t", "{}");
  }

  private static final String WEB = "{'name':'web','runtime':'process','requires':{'cpu':2}}";
  private static final String NEAR =
      "{'name':'web','runtime':'process','requires':{'cpu':1,'latency':{'maxMillis':90,"
          + "'to':{'latitude':52.5,'longitude':13.4}}}}";

  private static String why(Town town, String component) {
    return town.application("shop", "{}", component).run().slots("shop.web").get(0).why();
  }

  @Test
  void eachTermIsSaidBesideTheNextBestSite() {
    Town town =
        town(
            price("EUR", "0.021") + ",'location':{'latitude':52.5,'longitude':13.4}",
            price("EUR", "0.034") + ",'location':{'latitude':38.7,'longitude':-9.1}");

    assertThat(why(town, NEAR))
        .isEqualTo(
            "least cost of 2 fitting hosts: 0.021 EUR/h here, 0.034 at there (+62 %);"
                + " 3.6 gCO2e/h here, the same at there;"
                + " 1 ms to its users here, 47.2 at there (+4620 %)");
  }

  @Test
  void whatTippedTheBalanceIsNamed() {
    assertThat(why(town(grams(50), grams(100)), WEB))
        .startsWith("least carbon of 2 fitting hosts: 0.04 EUR/h here, the same at")
        .endsWith("1 gCO2e/h here, 2 at there (+100 %)");
    assertThat(why(town(grams(50), grams(50)), WEB)).startsWith("first by name of 2 fitting hosts");
  }

  @Test
  void ofOneSiteTheNextHostIsSaidAndOfOneHostItsOwnNumbers() {
    Town one = new Town().site("here", "{}").host("here", "a", "{}");
    assertThat(why(one, WEB)).isEqualTo("the only host that fits: 0.04 EUR/h; 7.2 gCO2e/h");

    Town two = new Town().site("here", "{}").host("here", "a", "{}").host("here", "b", "{}");
    assertThat(why(two, WEB)).contains("0.04 EUR/h here, the same at b");
  }

  @Test
  void whatIsNotKnownIsSaidAndTwoCurrenciesAreNotCompared() {
    assertThat(why(town("'energy':null", "'price':null"), WEB))
        .isEqualTo(
            "least cost of 2 fitting hosts: 0.04 EUR/h here, unknown at there;"
                + " unknown here, 7.2 gCO2e/h at there");
    assertThat(why(town(price("CHF", "3"), price("EUR", "1")), WEB))
        .contains("6 CHF/h here, 2 EUR/h at there;");
  }

  @Test
  void oneThatStaysIsComparedAsThingsAreNow() {
    Town town = new Town().site("here", "{}").host("here", "h", "{}");
    why(town, WEB);
    town.site("there", "{" + price("EUR", "0.01") + "}").host("there", "t", "{}").run();

    assertThat(town.whys())
        .filteredOn(Why::isChosen)
        .extracting(Why::found)
        .containsExactly(
            "the only host that fits: 0.04 EUR/h; 7.2 gCO2e/h;"
                + " now 0.04 EUR/h here, 0.02 at there (-50 %);"
                + " 7.2 gCO2e/h here, the same at there");

    town.put(new Ref(Site.KIND, "system", "there"), Town.patched(Town.SITE, "{'cordoned':true}"));
    town.run();
    assertThat(town.whys())
        .filteredOn(Why::isChosen)
        .extracting(Why::found)
        .containsExactly(
            "the only host that fits: 0.04 EUR/h; 7.2 gCO2e/h; nowhere else has room for it now");
  }
}
