package org.hansa.core.kit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials that a driver was given, none of which may be seen again. */
final class Secrets {

  private static final int SHORTEST = 6;

  /** Who somebody is may be said; how they prove it may not. */
  private static final Set<String> PUBLIC = Set.of("user", "username");

  private final Set<String> values = ConcurrentHashMap.newKeySet();
  private final Findings findings;

  Secrets(Findings findings) {
    this.findings = findings;
  }

  void of(Map<String, String> credentials) {
    credentials.forEach(
        (name, value) -> {
          if (value.length() >= SHORTEST && !PUBLIC.contains(name)) {
            values.add(value);
          }
        });
  }

  /** The text itself is not repeated: a report is no place for a secret either. */
  void in(String where, String text) {
    if (values.stream().anyMatch(text::contains)) {
      findings.add(WatchRules.SECRETS, hidden(where) + " shows a credential");
    }
  }

  /** The same text without any of them. */
  String hidden(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, "***");
    }
    return clean;
  }
}
