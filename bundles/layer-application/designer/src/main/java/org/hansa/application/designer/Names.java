package org.hansa.application.designer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names of services as names of components: lower case, and none of them twice. */
final class Names {

  private static final int LONGEST = 42;

  /** Stands for the users themselves. */
  private static final String USERS = "users";

  private final Map<String, String> components = new LinkedHashMap<>();

  Names(Map<String, Place> services) {
    Set<String> taken = new HashSet<>();
    taken.add(USERS);
    // Who is named well keeps the name, whoever stands before.
    services.keySet().stream().filter(n -> plain(n, LONGEST).equals(n)).forEach(taken::add);
    services.forEach(
        (service, place) -> {
          boolean kept = plain(service, LONGEST).equals(service) && !service.equals(USERS);
          String name = kept ? service : free(plain(service, LONGEST), taken);
          taken.add(name);
          components.put(service, name);
          if (!kept) {
            place.told(
                "a component cannot have this name, and is called '" + name + "'",
                "Say '" + name + "' where Hansa is asked, or rename the service.");
          }
        });
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int n = 2; taken.contains(free); n++) {
      String end = "-" + n;
      free = name.substring(0, Math.min(name.length(), LONGEST - end.length())) + end;
    }
    return free;
  }

  /** Only letters, digits and hyphens, none of these at an end. */
  static String plain(String name, int longest) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    plain = plain.substring(0, Math.min(plain.length(), longest));
    plain = plain.replaceAll("^-+|-+$", "");
    if (name.matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?") && name.length() <= longest) {
      return name;
    }
    return plain.isEmpty() ? "service" : plain;
  }

  String of(String service) {
    return components.get(service);
  }

  Optional<String> find(String service) {
    return Optional.ofNullable(components.get(service));
  }

  Set<String> services() {
    return components.keySet();
  }
}
