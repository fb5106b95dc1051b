package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hansa.core.api.Follower;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.store.Entry;

/**
 * What a route follows and how, as it says it.
 *
 * @param name unique in the installation
 * @param kinds of which changes are followed; empty if it follows a stream
 * @param tries of one delivery before it stalls
 * @param every how often its cursor is written at most
 * @param deadline of one delivery: a route that has not ended by then stalls
 */
record FollowOptions(
    String name,
    Set<String> kinds,
    Optional<String> stream,
    Backoff backoff,
    int tries,
    Duration every,
    Duration deadline) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,98}[a-z0-9])?");
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
  private static final int MOST_KINDS = 50;
  private static final List<String> STREAMS = List.of(Entry.AUDIT, Entry.EVENT, Entry.LEDGER);
  private static final List<String> ALL =
      List.of("kinds", "stream", "backoffMin", "backoffMax", "tries", "cursor", "deadline");

  /**
   * @throws Problem INVALID naming the option that does not fit
   */
  static FollowOptions parse(String name, Map<String, String> options) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.invalid(
          "follower", name, "lower-case letters, digits, dots and hyphens", "Choose another name.");
    }
    options.keySet().forEach(FollowOptions::check);
    Set<String> kinds = kinds(options);
    Optional<String> stream = Optional.ofNullable(options.get("stream"));
    if (kinds.isEmpty() == stream.isEmpty()) {
      throw Problem.invalid(
          "route of " + name, options, "to follow one of both", "Say kinds=A,B or stream=event.");
    }
    stream
        .filter(s -> !STREAMS.contains(s))
        .ifPresent(
            s -> {
              throw Problem.invalid("stream", s, "one of " + STREAMS, "Maybe 'event' was meant.");
            });
    Duration min = ChangesOptions.duration("backoffMin", options.getOrDefault("backoffMin", "1s"));
    Duration max = ChangesOptions.duration("backoffMax", options.getOrDefault("backoffMax", "60s"));
    if (max.compareTo(min) < 0) {
      throw Problem.invalid("backoffMax", max, "at least backoffMin " + min, "Make it longer.");
    }
    return new FollowOptions(
        name,
        kinds,
        stream,
        new Backoff(min, max),
        tries(options.getOrDefault("tries", "10")),
        ChangesOptions.duration("cursor", options.getOrDefault("cursor", "5s")),
        ChangesOptions.duration("deadline", options.getOrDefault("deadline", "5m")));
  }

  Follower.Spec spec(String bundle) {
    return new Follower.Spec(bundle, List.copyOf(kinds), stream);
  }

  private static void check(String option) {
    if (!ALL.contains(option)) {
      String cure =
          Nearest.to(option, ALL).map(n -> "Maybe '" + n + "' was meant.").orElse("Remove it.");
      throw Problem.invalid("option", option, "one of " + String.join(", ", ALL), cure);
    }
  }

  private static Set<String> kinds(Map<String, String> options) {
    Set<String> kinds = new TreeSet<>();
    Optional.ofNullable(options.get("kinds")).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .forEach(
            kind -> {
              if (!KIND.matcher(kind).matches() || kind.equals(Follower.KIND)) {
                throw Problem.invalid(
                    "kinds", kind, "a kind to follow", "Write for instance kinds=Application.");
              }
              kinds.add(kind);
            });
    if (kinds.size() > MOST_KINDS) {
      throw Problem.invalid("kinds", kinds.size(), "at most " + MOST_KINDS, "Name fewer.");
    }
    return kinds;
  }

  private static int tries(String text) {
    if (!text.matches("[1-9]\\d{0,2}")) {
      throw Problem.invalid("tries", text, "1 to 999", "Maybe 10.");
    }
    return Integer.parseInt(text);
  }
}
