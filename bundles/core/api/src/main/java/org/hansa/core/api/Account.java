package org.hansa.core.api;

import java.util.List;
import java.util.Optional;

/** A person or program that may log in. Its password and tokens are kept only as hashes, apart. */
public final class Account {

  public static final String KIND = "Account";

  private Account() {}

  /** What it may be. */
  public record Spec(
      @About(
              value =
                  "Built-in roles, or Roles of its tenant or one above; as ROLE@TENANT it counts"
                      + " only there and below",
              pattern = "[a-z0-9][-a-z0-9.]*(@[a-z0-9][-a-z0-9.]*)?",
              most = 20)
          List<String> roles,
      @About("True if it may not log in") Optional<Boolean> disabled) {

    public Spec {
      roles = roles == null ? List.of() : List.copyOf(roles);
    }
  }

  /** Nothing is observed of an account. */
  public record Status() {}
}
