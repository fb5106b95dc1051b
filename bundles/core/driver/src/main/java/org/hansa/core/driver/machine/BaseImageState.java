package org.hansa.core.driver.machine;

import java.util.Map;
import org.hansa.core.driver.Named;

/**
 * An image that the endpoint has by itself.
 *
 * @param name as specs name it
 * @param facts {@code os}, {@code version}, {@code arch}, {@code user}: who logs in
 * @param disk the least root disk, in bytes
 */
public record BaseImageState(String name, Map<String, String> facts, long disk) implements Named {

  public BaseImageState {
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }
}
