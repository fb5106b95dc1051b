package org.hansa.sustainability.scheduler.shift;

/**
 * What a job takes, in the terms of the arithmetic.
 *
 * @param hours that it has to run
 * @param each kWh of an hour
 * @param resume kWh to go on after a pause
 * @param move kWh to go on elsewhere
 * @param last index of the site where it ran last; -1 if it has not begun
 * @param running whether it did in the hour before
 */
record Effort(int hours, double each, double resume, double move, int last, boolean running) {

  static Effort of(Work job, Standing standing) {
    return new Effort(
        job.hours(),
        job.wattHours().doubleValue() / 1000,
        job.resumeWh().doubleValue() / 1000,
        job.moveWh().doubleValue() / 1000,
        standing.site().map(job.sites()::indexOf).orElse(-1),
        standing.running());
  }

  /**
   * kWh of an hour at a site.
   *
   * @param before index of the site where it ran last; -1 if it has not begun: then it comes from
   *     where it usually runs, which is site 0
   * @param ran whether it did in the hour before
   */
  double at(int site, int before, boolean ran) {
    double sum = each;
    if (site != Math.max(before, 0)) {
      sum += move;
    }
    // To go on elsewhere it stops too.
    if (before >= 0 && !(ran && site == before)) {
      sum += resume;
    }
    return sum;
  }
}
