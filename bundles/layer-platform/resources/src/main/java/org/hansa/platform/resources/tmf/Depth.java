package org.hansa.platform.resources.tmf;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** How much of an entity is to be written: what costs more comes later. */
enum Depth {
  /** What the resource itself says, and those that it names. */
  PLAIN,

  /** Also what its hosts have, and what of it is reserved and free. */
  LEVELS,

  /** Also what is used of them: a look at the ledger for each workload. */
  USED;

  private static final List<String> OF_LEVELS = List.of("availabilityStatus", "usageState");
  private static final String CHARACTERISTICS = "resourceCharacteristic";

  /**
   * @param path an attribute, or something within it
   */
  static Depth of(String path) {
    String attribute = Form.root(path);
    if (attribute.equals(CHARACTERISTICS)) {
      return USED;
    }
    return OF_LEVELS.contains(attribute) ? LEVELS : PLAIN;
  }

  /** That at which all of them are said. */
  static Depth of(Collection<String> attributes) {
    return attributes.stream().map(Depth::of).max(Comparator.naturalOrder()).orElse(PLAIN);
  }
}
