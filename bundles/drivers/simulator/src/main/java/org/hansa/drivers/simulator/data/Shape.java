package org.hansa.drivers.simulator.data;

import java.util.List;

/**
 * How something goes up and down over a day: per cent of its mean, for each hour of local time, in
 * January and in July. Between them the year is a wave.
 */
public record Shape(
    @Bound(max = "1000", most = HOURS) List<Integer> winter,
    @Bound(max = "1000", most = HOURS) List<Integer> summer) {

  static final int HOURS = 24;

  public Shape {
    if (winter.size() != HOURS || summer.size() != HOURS) {
      throw new IllegalArgumentException(
          "winter and summer must have 24 hours each, not "
              + winter.size()
              + " and "
              + summer.size());
    }
  }

  /**
   * The factor of the mean.
   *
   * @param hour of local time
   * @param day of the year, from one
   */
  public double at(int hour, int day) {
    double winterly = (1 + Math.cos(2 * Math.PI * (day - 15) / 365.25)) / 2;
    return (winterly * winter.get(hour) + (1 - winterly) * summer.get(hour)) / 100;
  }
}
