package org.hansa.core.runtime.delivery;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;

/**
 * The policy of one queue, as its route says it.
 *
 * @param concurrency most keys in work at once
 * @param urgentFirst whether what is deleted or newly wanted goes first
 */
record ChangesOptions(
    Subscription subscription, int concurrency, Backoff backoff, boolean urgentFirst) {

  private static final Pattern CONTROLLER = Pattern.compile("[a-z][a-z0-9.]{0,99}");
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Duration MOST_BACKOFF = Duration.ofDays(1);
  private static final int MOST_CONCURRENCY = 256;
  private static final List<String> MAPPINGS =
      List.of("kinds", "owners", "all", "waiting", "labels", "tenant");
  private static final List<String> OTHERS =
      List.of("concurrency", "backoffMin", "backoffMax", "priority");

  /**
   * @throws Problem INVALID naming the option that does not fit
   */
  static ChangesOptions parse(String controller, Map<String, String> options) {
    if (!CONTROLLER.matcher(controller).matches()) {
      throw Problem.invalid(
          "controller", controller, "lower-case letters, digits and dots", "Name a controller.");
    }
    options.keySet().forEach(ChangesOptions::check);
    Map<String, Set<String>> kinds =
        MAPPINGS.stream().collect(Collectors.toMap(m -> m, m -> kinds(m, options)));
    if (kinds.values().stream().allMatch(Set::isEmpty)) {
      throw Problem.invalid(
          "route of " + controller, "", "woken by anything", "Say at least kinds=<Kind>.");
    }
    Duration min = duration("backoffMin", options.getOrDefault("backoffMin", "200ms"));
    Duration max = duration("backoffMax", options.getOrDefault("backoffMax", "60s"));
    if (max.compareTo(min) < 0) {
      throw Problem.invalid("backoffMax", max, "at least backoffMin " + min, "Make it longer.");
    }
    Subscription subscription =
        new Subscription(
            controller,
            kinds.get("kinds"),
            kinds.get("owners"),
            kinds.get("all"),
            kinds.get("waiting"),
            kinds.get("labels"),
            kinds.get("tenant"));
    return new ChangesOptions(
        subscription, concurrency(options), new Backoff(min, max), urgentFirst(options));
  }

  String controller() {
    return subscription.controller();
  }

  private static void check(String option) {
    List<String> known = Stream.of(MAPPINGS, OTHERS).flatMap(List::stream).toList();
    if (!known.contains(option)) {
      String cure =
          Nearest.to(option, known).map(n -> "Maybe '" + n + "' was meant.").orElse("Remove it.");
      throw Problem.invalid("option", option, "one of " + String.join(", ", known), cure);
    }
  }

  private static Set<String> kinds(String mapping, Map<String, String> options) {
    return Optional.ofNullable(options.get(mapping)).stream()
        .flatMap(text -> Arrays.stream(text.split(",", -1)))
        .map(String::strip)
        .map(kind -> kind(mapping, kind))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String kind(String mapping, String kind) {
    if (!KIND.matcher(kind).matches()) {
      throw Problem.invalid(mapping, kind, "a kind", "Write for instance kinds=Application.");
    }
    return kind;
  }

  private static int concurrency(Map<String, String> options) {
    String text = options.getOrDefault("concurrency", "4");
    if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MOST_CONCURRENCY) {
      throw Problem.invalid("concurrency", text, "1 to " + MOST_CONCURRENCY, "Maybe 4.");
    }
    return Integer.parseInt(text);
  }

  private static boolean urgentFirst(Map<String, String> options) {
    String text = options.getOrDefault("priority", "urgent");
    return switch (text) {
      case "urgent" -> true;
      case "none" -> false;
      default -> throw Problem.invalid("priority", text, "urgent or none", "Leave it out.");
    };
  }

  static Duration duration(String option, String text) {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches()) {
      long amount = Long.parseLong(matcher.group(1));
      Duration found =
          switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
          };
      if (!found.isZero() && found.compareTo(MOST_BACKOFF) <= 0) {
        return found;
      }
    }
    throw Problem.invalid(option, text, "a time of 1ms to 24h", "Write for instance 200ms or 60s.");
  }
}
