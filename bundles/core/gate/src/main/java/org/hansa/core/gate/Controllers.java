package org.hansa.core.gate;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hansa.core.api.control.Controller;
import org.hansa.core.api.gate.Principal;

/** The controllers that were met: what each may write, and whether it is there. Thread-safe. */
final class Controllers {

  static final String PREFIX = "controller:";

  /** The finaliser of the runtime itself, which closes endpoints; it is no controller. */
  private static final String RUNTIME = "runtime";

  /** What a controller declares about itself. */
  record Limits(String kind, Set<String> writes) {

    boolean mayWrite(String other) {
      return writes.contains(other);
    }

    boolean mayTouch(String other) {
      return kind.equals(other) || writes.contains(other);
    }
  }

  private final Map<String, Limits> met = new ConcurrentHashMap<>();
  private final Set<String> installed = ConcurrentHashMap.newKeySet();

  Principal meet(Controller controller) {
    String name = controller.name();
    met.put(name, new Limits(controller.kind(), Set.copyOf(controller.writes())));
    installed.add(name);
    return new Principal(PREFIX + name, Principal.SYSTEM_TENANT, Set.of());
  }

  /** Its limits stay known, for a step of it may still be under way. */
  void leave(Controller controller) {
    installed.remove(controller.name());
  }

  boolean isInstalled(String name) {
    return name.equals(RUNTIME) || installed.contains(name);
  }

  /** Empty if the principal is no controller that was met. */
  Optional<Limits> limits(Principal principal) {
    return principal.name().startsWith(PREFIX)
        ? Optional.ofNullable(met.get(name(principal)))
        : Optional.empty();
  }

  static String name(Principal principal) {
    return principal.name().substring(PREFIX.length());
  }

  /**
   * May it name this finaliser on what it creates: itself, one of the same component (the word
   * before the dot), or one that attends the kind.
   */
  boolean mayName(Principal principal, String finalizer, String kind) {
    Limits other = met.get(finalizer);
    return component(finalizer).equals(component(name(principal)))
        || (other != null && other.kind().equals(kind));
  }

  private static String component(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
