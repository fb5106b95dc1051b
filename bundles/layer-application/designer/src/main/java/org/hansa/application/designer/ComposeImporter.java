package org.hansa.application.designer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.format.Imported;
import org.hansa.core.api.format.Importer;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;

/**
 * A Docker Compose file as an Application: a component for each service, of the runtime container.
 * What Hansa has no words for is told, with its place in the file.
 */
@org.osgi.service.component.annotations.Component(service = Importer.class)
public final class ComposeImporter implements Importer {

  private static final int MOST_SERVICES = 100;
  private static final int LONGEST_NAME = 200;

  @Override
  public String format() {
    return "compose";
  }

  @Override
  public String about() {
    return "A Docker Compose file, as an Application of containers";
  }

  @Override
  public Imported read(JsonNode document, Wanted wanted) {
    Report report = new Report();
    Place raw = Place.root(report, document);
    if (!document.isObject()) {
      throw raw.wrong("a Compose file", "Write a mapping with the key services.");
    }
    JsonNode put = new Interpolation(wanted.variables(), report).of(raw);
    Place root = Place.root(report, put);
    Map<String, Place> services = services(root);
    Place own = root.at("x-hansa");
    ObjectNode common = Needs.own(own.at("requires"));
    Names names = new Names(services);
    Map<String, Service> read = new LinkedHashMap<>();
    services.forEach((n, place) -> read.put(n, new Service(n, place, wanted.variables())));
    Map<String, List<org.hansa.platform.api.Component.Port>> open = new LinkedHashMap<>();
    read.forEach((n, service) -> open.put(n, service.ports()));
    List<Component> components = new ArrayList<>();
    read.values().forEach(service -> components.add(service.component(names, open, common)));
    Labels labels = new Labels();
    services.values().forEach(place -> labels.of(place.at("labels")));
    Application.Spec spec =
        new Application.Spec(description(own.at("description")), components, policies(own));
    Ref ref = new Ref(Application.KIND, wanted.tenant(), name(root, wanted));
    root.at("version").used();
    new Leftovers(report).tell(root, "");
    Draft draft = new Draft(ref, labels.all(), Optional.empty(), Set.of(), Doc.of(spec));
    return new Imported(draft, report.notes(root));
  }

  private static Map<String, Place> services(Place root) {
    Place services = root.at("services");
    if (!services.value().isObject() || services.value().isEmpty()) {
      throw new Problem(
          Problem.Reason.INVALID,
          "services " + (services.value().isMissingNode() ? "are not there" : "say nothing"),
          "Write at least one service below the key services, as Compose has it since version 2.");
    }
    if (services.value().size() > MOST_SERVICES) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "there are " + services.value().size() + " services; at most " + MOST_SERVICES + " pass",
          "Make several applications of it.");
    }
    return services.entries();
  }

  /** What the caller says; else the file's own, made into one that a resource can have. */
  private static String name(Place root, Wanted wanted) {
    Place name = root.at("name");
    Optional<String> said = name.says() ? name.text().filter(n -> !n.isEmpty()) : Optional.empty();
    if (wanted.name().isPresent()) {
      name.used();
      return wanted.name().get();
    }
    String own =
        said.orElseThrow(
            () ->
                new Problem(
                    Problem.Reason.INVALID,
                    "the file does not say how the application is called",
                    "Give it a name with --name, or write name: in the file."));
    String plain = Names.plain(own, LONGEST_NAME);
    if (!plain.equals(own)) {
      name.told(
          "an application cannot have this name, and is called '" + plain + "'", "Rename it.");
    }
    name.used();
    return plain;
  }

  private static Optional<String> description(Place place) {
    Optional<String> text = place.says() ? place.text() : Optional.empty();
    text.ifPresent(t -> place.used());
    return text;
  }

  private static Optional<Application.Policies> policies(Place own) {
    Place policies = own.at("policies");
    if (!policies.says()) {
      return Optional.empty();
    }
    for (String known : List.of("maxPricePerHour", "maxGramsPerHour", "objective", "priority")) {
      policies.at(known).used();
    }
    try {
      return Optional.of(Json.view(policies.value(), Application.Policies.class));
    } catch (Problem e) {
      throw new Problem(
          e.reason(), policies.path() + ": " + e.getMessage(), e.cure(), e.details(), e);
    }
  }
}
