package org.hansa.core.driver;

/**
 * What a session can do: a {@link Facet} of objects, or one of the small facets that only answer.
 */
public interface Ability {

  /** Lower case, as calls name it. */
  String name();
}
