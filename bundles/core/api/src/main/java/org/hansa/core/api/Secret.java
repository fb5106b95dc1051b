package org.hansa.core.api;

import java.util.List;
import java.util.Optional;

/** Named values that are kept apart, encrypted under the root key, and never shown. */
public final class Secret {

  public static final String KIND = "Secret";

  private Secret() {}

  /** The values are set by a change of their own and are not part of it. */
  public record Spec(@About("What it is for") Optional<String> description) {}

  /**
   * What may be shown.
   *
   * @param keys the names of its values
   */
  public record Status(@About("Names of the values") List<String> keys) {

    public Status {
      keys = keys == null ? List.of() : List.copyOf(keys);
    }
  }
}
