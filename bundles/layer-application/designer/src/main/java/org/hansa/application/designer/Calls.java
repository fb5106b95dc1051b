package org.hansa.application.designer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.api.Nearest;
import org.hansa.platform.api.Component;

/**
 * Which services one calls. Compose gives it their names as names of hosts; Hansa gives it their
 * addresses in variables, so every port of what it depends on becomes a link.
 */
final class Calls {

  private static final int MOST = 50;
  private static final int LONGEST = 50;

  /** What stands where a host does: before a port, or after the beginning of an address. */
  private static final Pattern HOST =
      Pattern.compile(
          "(?:(?<=//)|(?<=@)|(?<![A-Za-z0-9_.-]))([A-Za-z0-9][A-Za-z0-9_.-]{0,100})(?=:[0-9])"
              + "|(?:(?<=//)|(?<=@))([A-Za-z0-9][A-Za-z0-9_.-]{0,100})");

  private static final Pattern HOST_VARIABLE =
      Pattern.compile(".*(HOST|HOSTNAME|SERVER|ADDRESS|ADDR|ENDPOINT|BROKER)S?(_.*)?");

  private final Names names;
  private final Map<String, List<Component.Port>> ports;

  /** The first variable with the address of each service that is linked. */
  private final Map<String, String> linked = new LinkedHashMap<>();

  private final List<Component.Link> links = new ArrayList<>();
  private final Set<String> variables;

  /**
   * @param ports of each service, by its name in the file
   * @param variables that the component has already
   */
  Calls(Names names, Map<String, List<Component.Port>> ports, Set<String> variables) {
    this.names = names;
    this.ports = ports;
    this.variables = new HashSet<>(variables);
  }

  List<Component.Link> links() {
    return List.copyOf(links);
  }

  /** As a list, or as a mapping of what is waited for. */
  void dependsOn(Place dependsOn) {
    if (!dependsOn.says()) {
      return;
    }
    if (dependsOn.value().isObject()) {
      dependsOn.entries().forEach(this::condition);
      return;
    }
    if (!dependsOn.value().isArray()) {
      throw dependsOn.wrong("a list or a mapping of services", "Write each as - NAME.");
    }
    for (Place item : dependsOn.items()) {
      String service = item.text().orElse("");
      known(item, service);
      item.used();
      link(item, service, service);
    }
  }

  private void condition(String service, Place place) {
    boolean optional = place.at("required").text().filter("false"::equals).isPresent();
    if (names.find(service).isEmpty() && optional) {
      place.untaken("there is no service of this name in the file", "Add it, or remove this.");
      return;
    }
    known(place, service);
    if (place.value().isNull() || place.value().isEmpty()) {
      place.used();
    }
    if (place.at("condition").text().filter("service_started"::equals).isPresent()) {
      place.at("condition").used();
    }
    if (place.at("required").says()) {
      place.at("required").used();
    }
    link(place, service, service);
  }

  /** The older {@code links}: a service, or a service and another name for it. */
  void links(Place list) {
    if (!list.says()) {
      return;
    }
    for (Place item : list.items()) {
      String[] said = item.text().orElse("").split(":", 2);
      known(item, said[0]);
      item.used();
      link(item, said[0], said[said.length - 1]);
    }
  }

  private void known(Place place, String service) {
    if (names.find(service).isEmpty()) {
      throw place.wrong(
          "a service of this file: '" + service + "' is none",
          Nearest.to(service, names.services())
              .map(n -> "Maybe '" + n + "' was meant.")
              .orElse("Add the service, or remove this."));
    }
  }

  private void link(Place place, String service, String alias) {
    if (linked.containsKey(service)) {
      return;
    }
    List<Component.Port> there = ports.getOrDefault(service, List.of());
    if (there.isEmpty()) {
      place.told(
          "no port of '"
              + service
              + "' is known, so it cannot be linked, and nothing is waited for",
          "Say under expose in '" + service + "' where it listens, and import again.");
      return;
    }
    List<String> made = new ArrayList<>();
    for (Component.Port port : there) {
      if (links.size() < MOST) {
        String variable = variable(alias, there.size() == 1 ? "" : port.name());
        links.add(new Component.Link(names.of(service), port.name(), variable));
        made.add(variable);
      }
    }
    if (made.isEmpty()) {
      place.told("a component has at most " + MOST + " links", "Leave out what is not called.");
      return;
    }
    linked.put(service, made.get(0));
    place.told(
        "it is a link: nothing is waited for, and the address is in " + String.join(", ", made),
        "Have the image use the variable where it uses the host name '" + alias + "'.");
  }

  private String variable(String service, String port) {
    String stem = service + (port.isEmpty() ? "" : "_" + port);
    stem = stem.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_").replaceAll("^_+|_+$", "");
    stem = stem.matches("[A-Z].*") ? stem : "SERVICE_" + stem;
    stem = stem.substring(0, Math.min(stem.length(), LONGEST));
    String variable = stem + "_URL";
    for (int n = 1; !variables.add(variable); n++) {
      variable = stem + "_ADDRESS" + (n == 1 ? "" : "_" + n);
    }
    return variable;
  }

  /** Tells of each variable in which another service's name stands as that of a host. */
  void hosts(Map<String, Place> variables, String self) {
    variables.forEach(
        (variable, place) -> {
          String text = place.text().orElse("");
          boolean listed = text.startsWith(variable + "=");
          host(place, variable, listed ? text.substring(variable.length() + 1) : text, self);
        });
  }

  /** The same of a command, a line or words. */
  void hosts(Place command, String self) {
    for (Place place : command.value().isArray() ? command.items() : List.of(command)) {
      host(place, "", place.text().orElse(""), self);
    }
  }

  private void host(Place place, String variable, String text, String self) {
    Set<String> found = new HashSet<>();
    if (HOST_VARIABLE.matcher(variable).matches()) {
      found.add(text);
    }
    Matcher hosts = HOST.matcher(text);
    while (hosts.find()) {
      found.add(hosts.group(1) == null ? hosts.group(2) : hosts.group(1));
    }
    for (String service : names.services()) {
      if (found.contains(service) && !service.equals(self)) {
        place.told(
            "'" + service + "' is a service, and services have no names as hosts here",
            linked.containsKey(service)
                ? "Use " + linked.get(service) + ", which the link sets."
                : "Name it under depends_on, and its port under expose: then a link sets "
                    + "a variable with its address.");
      }
    }
  }
}
