package org.hansa.core.kit;

import java.util.List;
import java.util.Optional;

/**
 * @param address {@code here}, or another where nothing answers
 */
record ModelOptions(String address, Optional<Integer> port, List<String> tags) {

  /** Options that cannot be read. */
  record Unreadable(Thread worker) {}

  /** Options that are no options. */
  record Telling(String address, Login login) {

    record Login(String user, Optional<String> adminPassword) {}
  }
}
