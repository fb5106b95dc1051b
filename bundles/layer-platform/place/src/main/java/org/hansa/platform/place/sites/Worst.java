package org.hansa.platform.place.sites;

/**
 * What no cost exceeds, with that of what has no place, roughly: before it is counted in 64 bits.
 */
final class Worst {

  private static final double MILLION = 1e6;

  private Worst() {}

  static double of(Instance instance) {
    int wide = instance.dimensions().size();
    double[] dearest = new double[wide];
    Sites sites = instance.sites();
    for (int i = 0; i < sites.prices().length; i++) {
      double carbon = (double) sites.grams()[i] * instance.gramWeight() / MILLION;
      dearest[i % wide] = Math.max(dearest[i % wide], sites.prices()[i] + carbon);
    }
    double most = Math.max(greatest(sites.opening()), greatest(instance.workloads().moves()));
    long[] needs = instance.workloads().needs();
    for (int i = 0; i < needs.length; i++) {
      most = Math.max(most, needs[i] * dearest[i % wide]);
    }
    double worst = most * Placement.absenceFactor(wide) * Math.max(1, instance.workloads().count());
    double transport = greatest(instance.zones().transport());
    for (long traffic : instance.links().traffic()) {
      worst += (double) traffic * transport * Placement.absenceFactor(wide);
    }
    return worst;
  }

  private static double greatest(long[] all) {
    long most = 0;
    for (long one : all) {
      most = Math.max(most, one);
    }
    return most;
  }
}
