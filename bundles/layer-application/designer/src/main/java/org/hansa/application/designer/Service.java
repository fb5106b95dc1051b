package org.hansa.application.designer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.hansa.platform.api.Component;

/** One service as it is read, before it is known whom it calls. */
final class Service {

  private static final int MOST_REPLICAS = 100;
  private static final int MOST_SECONDS = 3600;

  private final String name;
  private final Place place;
  private final Ports ports = new Ports();
  private final Environment environment;
  private final Optional<Component.Probe> ready;

  /**
   * @param name in the file
   * @param given variables
   */
  Service(String name, Place place, Map<String, String> given) {
    if (!place.value().isObject()) {
      throw place.wrong("a mapping", "Write what the service is, for instance image: redis:7.");
    }
    this.name = name;
    this.place = place;
    ports.published(place.at("ports"));
    ports.exposed(place.at("expose"));
    environment = new Environment(place.at("environment"), given);
    ready = new Health(ports).of(place.at("healthcheck"));
  }

  List<Component.Port> ports() {
    return ports.all();
  }

  /**
   * @param open of every service
   * @param common what all need
   */
  Component component(Names names, Map<String, List<Component.Port>> open, ObjectNode common) {
    Calls calls = new Calls(names, open, environment.values().keySet());
    calls.dependsOn(place.at("depends_on"));
    calls.links(place.at("links"));
    calls.hosts(environment.places(), name);
    calls.hosts(place.at("entrypoint"), name);
    calls.hosts(place.at("command"), name);
    Optional<Integer> replicas = replicas();
    Place restart = place.at("restart");
    if (restart.says() && restart.text().orElse("").matches("always|unless-stopped")) {
      restart.used();
    }
    return new Component(
        names.of(name),
        Component.CONTAINER,
        List.of(),
        Commands.of(place),
        environment.values(),
        replicas,
        Needs.of(place, common),
        ports.all(),
        calls.links(),
        ready,
        grace(),
        image());
  }

  private Optional<String> image() {
    Optional<String> image = Images.of(place.at("image"));
    if (image.isEmpty()) {
      place.told(
          "it has no image, without which a container cannot run",
          "Build and push one, and write image: with its reference.");
    }
    return image;
  }

  /** A service of a profile is not started unless someone asks for the profile. */
  private Optional<Integer> replicas() {
    Optional<Integer> said =
        number(place.at("deploy").at("replicas"), MOST_REPLICAS, Service::whole)
            .or(() -> number(place.at("scale"), MOST_REPLICAS, Service::whole));
    Place mode = place.at("deploy").at("mode");
    if (mode.says() && mode.text().filter("replicated"::equals).isPresent()) {
      mode.used();
    }
    Place profiles = place.at("profiles");
    if (!profiles.says() || profiles.value().isEmpty()) {
      return said;
    }
    profiles.inPart(
        "there are no profiles: it is in the application, and none of it runs",
        "Say with replicas how many are to run, or remove the service.");
    return Optional.of(0);
  }

  private Optional<Integer> grace() {
    return number(place.at("stop_grace_period"), MOST_SECONDS, Units::seconds);
  }

  private static Optional<Integer> whole(String text) {
    return text.matches("[0-9]{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  private static Optional<Integer> number(
      Place place, int most, Function<String, Optional<Integer>> unit) {
    if (!place.says()) {
      return Optional.empty();
    }
    Optional<Integer> number = place.text().flatMap(unit).filter(n -> n <= most);
    if (number.isPresent()) {
      place.used();
    } else {
      place.untaken("it is none from 0 to " + most, "Write one that is.");
    }
    return number;
  }
}
