package org.hansa.sustainability.scheduler.shift;

import java.util.Optional;

/**
 * How a job stands in the hour before those that are planned.
 *
 * @param site where it ran last; empty if it has not begun
 * @param running whether it did in that very hour: going on there takes nothing more
 */
public record Standing(Optional<String> site, boolean running) {

  public static final Standing NOT_BEGUN = new Standing(Optional.empty(), false);
}
