package org.hansa.core.shell;

import java.security.Principal;

/**
 * The account that someone logged in with, as the gate knows it: {@code ada} or {@code ada@demo}.
 */
public record AccountPrincipal(String name) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
