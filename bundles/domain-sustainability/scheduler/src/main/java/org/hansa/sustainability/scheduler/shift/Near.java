package org.hansa.sustainability.scheduler.shift;

/** Sums of the same numbers in another order differ in their last bits, and are the same. */
final class Near {

  private Near() {}

  /** What two sums of about this size may differ by. */
  static double of(double sum) {
    return 1e-12 * Math.max(1e-6, Math.abs(sum));
  }
}
