package org.hansa.orchestration.orchestrator;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Requirements;

/** What a schema cannot say about an application: names that must agree with each other. */
final class Validation {

  private static final int LONGEST = 253;

  private final Application.Spec spec;
  private final List<Problem.Detail> found = new ArrayList<>();
  private final List<String> cures = new ArrayList<>();

  private Validation(Application.Spec spec) {
    this.spec = spec;
  }

  /**
   * @throws Problem INVALID with every violation and what may help
   */
  static void check(String name, Application.Spec spec) {
    Validation validation = new Validation(spec);
    validation.components();
    spec.policies().ifPresent(p -> validation.chains(p.chains()));
    validation.lengths(name);
    validation.policies();
    List<Problem.Detail> found = validation.found;
    if (found.isEmpty()) {
      return;
    }
    String cure = String.join(" ", new TreeSet<>(validation.cures));
    Problem.Detail first = found.get(0);
    throw new Problem(
        Problem.Reason.INVALID,
        first.where() + " " + first.message(),
        cure,
        found.subList(1, found.size()),
        null);
  }

  private void components() {
    if (spec.components().isEmpty()) {
      wrong("/components", "is empty: an application has at least one", "Describe a component.");
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < spec.components().size(); i++) {
      Component component = spec.components().get(i);
      String where = "/components/" + i;
      if (!names.add(component.name())) {
        wrong(
            where + "/name",
            "'" + component.name() + "' is used twice: it must be unique in the application",
            "Rename one of them.");
      }
      if (component.name().equals(Connection.USERS)) {
        wrong(where + "/name", "'users' stands for the users themselves", "Choose another name.");
      }
      runs(where, component);
      ports(where, component);
      links(where, component);
      component.requires().ifPresent(r -> others(where + "/requires/apart", r.apart()));
      component.requires().ifPresent(r -> others(where + "/requires/together", r.together()));
    }
  }

  private void chains(List<Application.Chain> chains) {
    for (int i = 0; i < chains.size(); i++) {
      List<String> through = chains.get(i).through();
      String where = "/policies/chains/" + i + "/through";
      if (through.size() < 2) {
        wrong(
            where,
            "has " + through.size() + " components: nothing lies between fewer than 2",
            "Name those that a request comes to, in order.");
      }
      for (int c = 0; c < through.size(); c++) {
        known(where + "/" + c, through.get(c), "Describe the component, or leave it out.");
      }
    }
  }

  private void known(String where, String component, String otherwise) {
    Set<String> names = new TreeSet<>(spec.components().stream().map(Component::name).toList());
    if (!names.contains(component)) {
      wrong(
          where,
          "'" + component + "' is not a component of this application",
          maybe(component, names, otherwise));
    }
  }

  private void others(String where, List<Requirements.Other> others) {
    for (int i = 0; i < others.size(); i++) {
      known(
          where + "/" + i + "/component",
          others.get(i).component(),
          "Describe the component, or ask nothing of it.");
    }
  }

  /** A container has an image, and what it says is run where no command is; others have none. */
  private void runs(String where, Component component) {
    boolean container = Component.CONTAINER.equals(component.runtime());
    if (container && component.image().isEmpty()) {
      wrong(
          where + "/image",
          "is missing: component '" + component.name() + "' is a container",
          "Name an image, for instance registry.example/shop/web:1.");
    }
    component
        .image()
        .filter(image -> !container)
        .ifPresent(
            image ->
                wrong(
                    where + "/image",
                    "'"
                        + image
                        + "' is the image of a container, and '"
                        + component.name()
                        + "' is none",
                    "Say 'runtime: container', or remove the image."));
    if (!container && component.command().isEmpty()) {
      wrong(
          where + "/command",
          "is empty: component '" + component.name() + "' must say what it runs",
          "Write program and arguments.");
    }
  }

  private void ports(String where, Component component) {
    Set<String> ports = new TreeSet<>();
    for (Component.Port port : component.ports()) {
      if (!ports.add(port.name())) {
        wrong(where + "/ports", "names '" + port.name() + "' twice", "Rename one of the ports.");
      }
    }
    component
        .ready()
        .filter(probe -> !ports.contains(probe.port()))
        .ifPresent(
            probe ->
                wrong(
                    where + "/ready/port",
                    "'" + probe.port() + "' is not a port of '" + component.name() + "'",
                    maybe(probe.port(), ports, "Add the port, or name one that is there.")));
  }

  private void links(String where, Component component) {
    Set<String> names = new TreeSet<>(spec.components().stream().map(Component::name).toList());
    Set<String> variables = new HashSet<>(component.env().keySet());
    for (int i = 0; i < component.links().size(); i++) {
      Component.Link link = component.links().get(i);
      String here = where + "/links/" + i;
      Optional<Component> to =
          spec.components().stream().filter(c -> c.name().equals(link.to())).findFirst();
      if (to.isEmpty()) {
        wrong(
            here + "/to",
            "'" + link.to() + "' is not a component of this application",
            maybe(link.to(), names, "Describe the component, or remove the link."));
      } else {
        Set<String> ports =
            new TreeSet<>(to.get().ports().stream().map(Component.Port::name).toList());
        if (!ports.contains(link.port())) {
          wrong(
              here + "/port",
              "'" + link.port() + "' is not a port of '" + link.to() + "'",
              maybe(link.port(), ports, "Add the port to '" + link.to() + "'."));
        }
      }
      if (!variables.add(link.env())) {
        wrong(here + "/env", "'" + link.env() + "' is set twice", "Choose another variable.");
      }
    }
  }

  private void policies() {
    spec.policies()
        .filter(p -> p.objective().isPresent())
        .flatMap(Application.Policies::policy)
        .ifPresent(
            policy ->
                wrong(
                    "/policies/policy",
                    "'" + policy + "' says what is best, and /policies/objective does too",
                    "Remove one of the two."));
  }

  /** Everything made for an application carries its name, and must fit into a name itself. */
  private void lengths(String app) {
    List<String> names = new ArrayList<>();
    spec.components().forEach(c -> names.add(Children.workload(app, c.name()) + ".99"));
    Children.connections(app, spec).forEach(c -> names.add(Children.name(c)));
    names.stream()
        .filter(name -> name.length() > LONGEST)
        .findFirst()
        .ifPresent(
            name ->
                wrong(
                    "name '" + app + "'",
                    "is too long: '" + name + "' has more than " + LONGEST + " characters",
                    "Shorten it by " + (name.length() - LONGEST) + " characters."));
  }

  private void wrong(String where, String message, String cure) {
    found.add(new Problem.Detail(where, message));
    cures.add(cure);
  }

  private static String maybe(String word, Set<String> known, String otherwise) {
    return Nearest.to(word, known).map(n -> "Maybe '" + n + "' was meant.").orElse(otherwise);
  }
}
