package org.hansa.platform.place.sites;

import java.util.List;

/**
 * Where things can be placed. What belongs to a site and a dimension stands at {@code site *
 * dimensions + dimension}.
 *
 * @param names of the sites
 * @param zones by site, for what lies between them and for rules on zones
 * @param capacities by site and dimension, in thousandths
 * @param prices by site and dimension, in millionths for a unit and hour
 * @param grams by site and dimension, gCO2e in millionths for a unit and hour
 * @param opening by site: what it costs by the hour as soon as anything is there, in billionths
 * @param labels by site: what it has that workloads may require
 */
@SuppressWarnings("ArrayRecordComponent") // as large as they are, and never compared
public record Sites(
    List<String> names,
    int[] zones,
    long[] capacities,
    long[] prices,
    long[] grams,
    long[] opening,
    List<List<String>> labels) {

  public int count() {
    return zones.length;
  }
}
