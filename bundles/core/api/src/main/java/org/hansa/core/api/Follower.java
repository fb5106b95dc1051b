package org.hansa.core.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How far a route that follows the installation has come: its cursor, kept durably. Written by the
 * runtime alone. Deleting it has the route begin anew; retrying it, go on after it has stalled.
 */
public final class Follower {

  public static final String KIND = "Follower";

  private Follower() {}

  /**
   * What is followed.
   *
   * @param kinds of which changes are followed; empty if it follows a stream
   */
  public record Spec(
      @About("Symbolic name of the bundle whose route it is") String bundle,
      @About("Kinds of which changes are followed") List<String> kinds,
      @About("The record stream that is followed") Optional<String> stream) {

    public Spec {
      kinds = kinds == null ? List.of() : List.copyOf(kinds);
    }
  }

  /**
   * Where it stands, as last written.
   *
   * @param position all up to this revision (of a stream: number) was delivered; absent while it
   *     has not listed
   * @param behind revisions (entries) that it was behind then
   * @param delivered when something was last delivered
   * @param failures of what comes next, in a row
   * @param failure what the last of them said
   */
  public record Status(
      @About("All up to this was delivered") Optional<Long> position,
      @About("By how much it was behind") long behind,
      @About("When something was last delivered") Optional<Instant> delivered,
      @About("Failures in a row of what comes next") int failures,
      @About(value = "What the last failure said", most = 1000) Optional<String> failure) {}
}
