package org.hansa.platform.api;

import org.hansa.core.api.About;

/**
 * What is best for the applications of a tenant, and of those below it, that do not say so
 * themselves. The one called {@link #DEFAULT} counts, of the nearest tenant that has one; one of
 * another name for those that name it.
 */
public final class PlacementPolicy {

  public static final String KIND = "PlacementPolicy";

  public static final String DEFAULT = "default";

  private PlacementPolicy() {}

  /** Written by who has the tenant. */
  public record Spec(@About("Which of the places that fit is the best") Objective objective) {}

  /** Nothing is observed of it. */
  public record Status() {}
}
