package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.platform.api.Component;

/** The ports of one service, by the number on which its container listens. */
final class Ports {

  private static final int MOST = 20;
  private static final int LAST = 65_535;
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:(?<ip>\\[[0-9A-Fa-f:.]{2,45}]|[0-9]{1,3}(?:\\.[0-9]{1,3}){3}):)?"
              + "(?:(?<published>[0-9]{1,5}(?:-[0-9]{1,5})?)?:)?"
              + "(?<target>[0-9]{1,5}(?:-[0-9]{1,5})?)(?:/(?<protocol>[a-z]{1,5}))?");
  private static final Pattern NAME = Pattern.compile("[a-z][-a-z0-9]{0,14}");

  private final Map<Integer, Component.Port> ports = new LinkedHashMap<>();

  /**
   * What an item says.
   *
   * @param target one number or a range of them
   * @param local true if it is to be reached from the same machine alone
   */
  private record Said(
      String target,
      String published,
      String protocol,
      boolean local,
      Optional<String> name,
      boolean expose) {}

  void published(Place list) {
    if (!list.says()) {
      return;
    }
    if (!list.value().isArray()) {
      throw list.wrong("a list of ports", "Write each as - \"8080:80\".");
    }
    for (Place item : list.items()) {
      Optional<Said> said = item.value().isObject() ? written(item) : brief(item, true);
      said.ifPresentOrElse(s -> open(item, s), () -> unread(item));
    }
  }

  void exposed(Place list) {
    if (!list.says()) {
      return;
    }
    for (Place item : list.value().isArray() ? list.items() : List.of(list)) {
      brief(item, false).ifPresentOrElse(s -> open(item, s), () -> unread(item));
    }
  }

  private static void unread(Place item) {
    item.untaken("it is no port that is understood", "Write it as \"8080:80\".");
  }

  private static Optional<Said> brief(Place item, boolean expose) {
    Matcher found = SHORT.matcher(item.text().orElse(""));
    if (!found.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Said(
            found.group("target"),
            Optional.ofNullable(found.group("published")).orElse(""),
            Optional.ofNullable(found.group("protocol")).orElse("tcp"),
            isLocal(found.group("ip")),
            Optional.empty(),
            expose));
  }

  /** The long form; what else it says stays with those who tell what is left. */
  private static Optional<Said> written(Place item) {
    JsonNode target = item.value().path("target");
    JsonNode mode = item.value().path("mode");
    if (target.asText().isEmpty()) {
      return Optional.empty();
    }
    for (String key : List.of("target", "published", "protocol", "host_ip", "name")) {
      item.at(key).used();
    }
    if (mode.asText().equals("ingress")) {
      item.at("mode").used();
    }
    return Optional.of(
        new Said(
            target.asText(),
            item.value().path("published").asText(""),
            item.value().path("protocol").asText("tcp"),
            isLocal(item.value().path("host_ip").asText("")),
            Optional.of(item.value().path("name").asText("")).filter(n -> !n.isEmpty()),
            true));
  }

  private static boolean isLocal(String ip) {
    return ip != null && (ip.startsWith("127.") || ip.equals("[::1]") || ip.equals("::1"));
  }

  private void open(Place item, Said said) {
    if (!said.protocol().equals("tcp")) {
      item.untaken(
          "only TCP ports are known, and this is " + said.protocol(),
          "Run what needs it elsewhere, and give its address in a variable.");
      return;
    }
    String[] ends = said.target().split("-", -1);
    Optional<Integer> first = number(ends[0]);
    Optional<Integer> last = number(ends[ends.length - 1]);
    if (ends.length > 2 || first.isEmpty() || last.isEmpty() || last.get() < first.get()) {
      unread(item);
      return;
    }
    if (last.get() - first.get() >= MOST - ports.size()) {
      item.untaken(
          "a component has at most " + MOST + " ports", "Leave out those that nobody calls.");
      return;
    }
    List<String> variables = new ArrayList<>();
    for (int target = first.get(); target <= last.get(); target++) {
      variables.add(add(target, said));
    }
    tell(item, said, variables);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[0-9]{1,5}")
        ? Optional.of(Integer.valueOf(text)).filter(n -> n >= 1 && n <= LAST)
        : Optional.empty();
  }

  private String add(int target, Said said) {
    boolean exposed =
        said.expose()
            || Optional.ofNullable(ports.get(target)).flatMap(Component.Port::expose).orElse(false);
    String name =
        said.name()
            .map(n -> Names.plain(n, 15))
            .filter(n -> NAME.matcher(n).matches() && isFree(n, target))
            .or(() -> Optional.ofNullable(ports.get(target)).map(Component.Port::name))
            .orElse("tcp-" + target);
    ports.put(target, new Component.Port(name, Optional.of(true).filter(yes -> exposed)));
    return "PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  private boolean isFree(String name, int target) {
    return ports.entrySet().stream()
        .noneMatch(e -> e.getKey() != target && e.getValue().name().equals(name));
  }

  private static void tell(Place item, Said said, List<String> variables) {
    String listed = variables.get(0) + (variables.size() > 1 ? " and so on" : "");
    String users = said.expose() ? ", and users the application's own address" : "";
    String why =
        "the container gets a number of its own to listen on, in "
            + listed
            + users
            + "; "
            + (said.published().isEmpty() ? "" : said.published() + " and ")
            + said.target()
            + (said.published().isEmpty() ? " is not kept" : " are not kept")
            + (said.local() ? ", and it is reached from other machines too" : "");
    String cure = "Have the image listen on " + listed + ", by a variable or an argument.";
    if (item.value().isObject()) {
      item.told(why, cure);
    } else {
      item.inPart(why, cure);
    }
  }

  boolean has(int target) {
    return ports.containsKey(target);
  }

  /** The name of the port at this number, which is added for those inside if there is none. */
  Optional<String> named(int target) {
    if (!ports.containsKey(target)) {
      if (ports.size() >= MOST || target < 1 || target > LAST) {
        return Optional.empty();
      }
      ports.put(target, new Component.Port("tcp-" + target, Optional.empty()));
    }
    return Optional.of(ports.get(target).name());
  }

  List<Component.Port> all() {
    return List.copyOf(ports.values());
  }
}
