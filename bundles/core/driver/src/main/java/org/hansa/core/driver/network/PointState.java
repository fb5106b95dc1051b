package org.hansa.core.driver.network;

import java.util.Map;
import org.hansa.core.driver.Named;

/**
 * A point of a transport network where paths begin and end.
 *
 * @param name stable, lower case
 * @param facts {@code site}, {@code node}, {@code port}, {@code layer}: where it is
 * @param capacity bits a second in each direction
 * @param free of these, what no path has
 * @param up whether it works
 */
public record PointState(
    String name, Map<String, String> facts, long capacity, long free, boolean up) implements Named {

  public PointState {
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }
}
