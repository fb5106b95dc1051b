package org.hansa.core.runtime.delivery;

import java.util.List;

/**
 * The routes of one bundle.
 *
 * @param bundle as it was named when they were added
 * @param running ids of the routes that run
 * @param refused what was not started, and why, a sentence each
 */
public record RouteFigures(String bundle, List<String> running, List<String> refused) {

  public RouteFigures {
    running = List.copyOf(running);
    refused = List.copyOf(refused);
  }
}
