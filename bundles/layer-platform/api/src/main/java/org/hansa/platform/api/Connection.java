package org.hansa.platform.api;

import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;

/**
 * A link, or the way of users to an exposed port: a stable address on the consumer's host that
 * leads to wherever the provider runs.
 */
public final class Connection {

  public static final String KIND = "Connection";

  /** The consumer of an exposed port. */
  public static final String USERS = "users";

  private Connection() {}

  /** Written by the orchestrator. */
  public record Spec(
      @About("The application, of the same tenant") String application,
      @About("The consuming component, or users") String from,
      @About("The providing component") String to,
      @About("The provider's port by name") String port) {}

  /**
   * Written by the Connectivity Manager.
   *
   * @param address {@code http://host:port}: kept as long as the connection stands
   * @param host where the forward listens, as Kind/tenant/name
   * @param targets where it leads, as last seen: not where it is to lead next
   * @param instances the instances that it may lead to: those it is to lead to, and until it is
   *     seen to lead nowhere else those of before
   */
  public record Status(
      @About("The stable address") Optional<String> address,
      @About("Where the forward listens") Optional<String> host,
      @About("The stable port") Optional<Integer> port,
      @About("Where it leads, as last seen") List<String> targets,
      @About("The instances that it may lead to") List<String> instances) {

    public Status {
      targets = targets == null ? List.of() : List.copyOf(targets);
      instances = instances == null ? List.of() : List.copyOf(instances);
    }
  }
}
