package org.hansa.drivers.simulator.world;

/**
 * What a thing takes of something.
 *
 * @param what for instance {@code cpu@r64-1} or {@code volume:data}
 * @param amount in the unit of what is taken
 * @param named whether it is of interest who takes it
 */
public record Hold(String what, long amount, boolean named) {

  /** Of these the past counts too: power is drawn by them. */
  public static final String CPU = "cpu@";

  public static final String POWERED = "on:";

  public static Hold of(String what, long amount) {
    return new Hold(what, amount, false);
  }

  /** One that others may have beside, or not, as the facet likes. */
  public static Hold on(String what) {
    return new Hold(what, 1, true);
  }
}
