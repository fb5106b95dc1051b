package org.hansa.core.api.gate;

import java.util.Set;

/**
 * Who acts, as the gate authenticated it.
 *
 * @param name for instance {@code user:ada}, {@code controller:multicloud}, {@code
 *     route:org.example.tickets}, {@code system:runtime}
 * @param tenant the home tenant; {@code system} sees all tenants
 * @param roles names of built-in roles; empty for controllers, which are limited by their kinds,
 *     and for routes, by their grants
 */
public record Principal(String name, String tenant, Set<String> roles) {

  public static final String SYSTEM_TENANT = "system";

  public Principal {
    roles = Set.copyOf(roles);
  }

  public boolean isController() {
    return name.startsWith("controller:") || name.startsWith("system:");
  }
}
