package org.hansa.core.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Code that is installed beside Hansa's own: a driver, routes, a component. Its archive is content
 * of the store, so that every node has it, and a fresh installation of Hansa finds it again.
 */
public final class Extension {

  public static final String KIND = "Extension";

  private Extension() {}

  /**
   * @param digest of the archive: a KAR of one bundle, or the bundle
   * @param force true if it may take others with it that it makes anew, and if another may have
   *     signed it than what was there
   */
  public record Spec(
      @About("The archive's digest; extension:install brings it") String digest,
      @About("True if others may be made anew for it, or another has signed it than before")
          Optional<Boolean> force) {}

  /**
   * @param bundle symbolic name
   * @param version of the bundle
   * @param signer who has signed it; empty if nobody has
   * @param former what it was before the last change: to this a roll-back goes
   * @param nodes by name: how it is there
   */
  public record Status(
      @About("The bundle's symbolic name") Optional<String> bundle,
      @About("The bundle's version") Optional<String> version,
      @About("Who has signed it") Optional<String> signer,
      @About("What it was before its last change") Optional<Former> former,
      @About("How it is on each node") Map<String, Node> nodes) {

    public static final Status NONE =
        new Status(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public Status {
      nodes = nodes == null ? Map.of() : Map.copyOf(nodes);
    }
  }

  /** An archive that worked. */
  public record Former(
      @About("The archive's digest") String digest, @About("Its version") String version) {}

  /** How it is on a node. */
  public enum State {
    /** It runs. */
    ACTIVE,
    /** It was not installed, for it breaks a rule; what was there before goes on. */
    REFUSED,
    /** It could not be started; what was there before goes on. */
    FAILED
  }

  /**
   * @param generation of the spec that it speaks of
   * @param digest of the archive that runs there; empty if none does
   * @param refreshed bundles that were made anew for it
   * @param text what is wrong
   */
  public record Node(
      @About("Whether it runs") State state,
      @About("The generation of the spec that this is about") long generation,
      @About("The archive that runs") Optional<String> digest,
      @About("Bundles that were made anew for it") List<String> refreshed,
      @About("What is wrong") Optional<String> text) {

    public Node {
      refreshed = refreshed == null ? List.of() : List.copyOf(refreshed);
    }
  }
}
