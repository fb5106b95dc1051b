package org.hansa.core.api;

import java.time.Instant;
import java.util.Optional;
import org.hansa.core.api.gate.Principal;

/**
 * This installation as a resource: there is one, {@link #SELF}. What holds it holds everything:
 * while it has a hold no driver is called with an effect, for any resource; things outside are only
 * observed and listed.
 */
public final class Installation {

  public static final String KIND = "Installation";

  public static final Ref SELF = new Ref(KIND, Principal.SYSTEM_TENANT, "self");

  /** The hold that a restore sets: what stands outside may not be what the state says. */
  public static final String RESTORED = "restored";

  private Installation() {}

  /** Nothing is wanted of it. */
  public record Spec() {}

  /**
   * What was done with it as a whole.
   *
   * @param restored the last restore, if there was one
   */
  public record Status(
      @About("The backup that the state was last restored from") Optional<Restored> restored) {}

  /**
   * A restore.
   *
   * @param backup its name
   * @param revision of the state that was backed up
   * @param made when the backup was made
   * @param at when it was restored
   * @param by who restored it
   */
  public record Restored(
      @About("The name of the backup") String backup,
      @About("The revision that was backed up") long revision,
      @About("When the backup was made") Instant made,
      @About("When it was restored") Instant at,
      @About("Who restored it") String by) {}
}
