package org.hansa.core.driver.http;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What no message may show, whoever says it. Thread-safe. */
final class Secrets {

  /** A token that was replaced so often since is not said any more. */
  private static final int TOKENS = 8;

  private static final String HIDDEN = "***";

  private final Set<String> fixed;
  private final Deque<String> tokens = new ArrayDeque<>();

  Secrets(Collection<String> fixed) {
    this.fixed = new HashSet<>(fixed);
    this.fixed.removeIf(String::isBlank);
  }

  synchronized void add(String token) {
    if (!tokens.contains(token)) {
      tokens.addLast(token);
    }
    if (tokens.size() > TOKENS) {
      tokens.removeFirst();
    }
  }

  /** In a text of any length; before it is cut, so that no part of one is left over. */
  String hide(String text) {
    String shown = text;
    for (String secret : longestFirst()) {
      shown = shown.replace(secret, HIDDEN);
    }
    return shown;
  }

  /** Fit for a message. */
  String words(String said) {
    return Words.plain(hide(said));
  }

  /** So that of one within another nothing is left. */
  private synchronized List<String> longestFirst() {
    return Stream.concat(fixed.stream(), tokens.stream())
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }
}
