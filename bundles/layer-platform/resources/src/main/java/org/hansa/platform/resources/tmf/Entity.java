package org.hansa.platform.resources.tmf;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hansa.core.api.Condition;
import org.hansa.core.api.Resource;
import org.hansa.platform.resources.Figure;

/** One resource, as the standard writes it: filled in step by step, and written once. */
final class Entity {

  private static final String TYPE = "@type";
  private static final String NAME = "name";

  private final ObjectNode node = JsonNodeFactory.instance.objectNode();
  private final String base;

  Entity(Resource resource, String base) {
    this.base = base;
    node.put(TYPE, "LogicalResource");
    node.put("@baseType", "Resource");
    node.put("id", resource.uid());
    node.put("href", base + "/" + resource.uid());
    node.put(NAME, resource.ref().name());
    node.put("creationDate", resource.created().toString());
    node.put("lifecycleState", resource.isDeleting() ? "pendingRemoval" : "installed");
    node.putObject("resourceSpecification")
        .put(TYPE, "ResourceSpecificationRef")
        .put("id", resource.ref().kind())
        .put(NAME, resource.ref().kind());
    node.putArray("externalIdentifier")
        .addObject()
        .put(TYPE, "ExternalIdentifier")
        .put("owner", "Hansa")
        .put("externalIdentifierType", resource.ref().kind())
        .put("id", resource.ref().toString());
    party("owner", resource.ref().tenant());
  }

  Entity description(String text) {
    node.put("description", text);
    return this;
  }

  /** What is not known now has no operational state, and says that it is not known. */
  Entity states(Resource resource, boolean cordoned) {
    boolean closed = cordoned || resource.isDeleting();
    // X.731: what is there goes on, nothing new is taken.
    node.put("administrativeState", closed ? "shuttingDown" : "unlocked");
    Condition.State ready =
        resource.condition(Condition.READY).map(Condition::state).orElse(Condition.State.UNKNOWN);
    node.put("unknownStatus", ready == Condition.State.UNKNOWN);
    if (ready != Condition.State.UNKNOWN) {
      boolean well = ready == Condition.State.TRUE;
      node.put("operationalState", well ? "enabled" : "disabled");
      node.put("availabilityStatus", well ? "online" : "offline");
    }
    return this;
  }

  /** Idle, active, or busy: has something reserved, and of a unit that there is nothing free. */
  Entity usage(List<Figure> figures) {
    boolean used = figures.stream().anyMatch(f -> is(f, Figure.RESERVED, 1));
    Set<String> there =
        figures.stream()
            .filter(f -> is(f, Figure.CAPACITY, 1))
            .map(Figure::unit)
            .collect(Collectors.toSet());
    boolean full =
        figures.stream()
            .filter(f -> there.contains(f.unit()))
            .anyMatch(f -> is(f, Figure.FREE, 0) || is(f, Figure.FREE, -1));
    boolean degraded = figures.stream().anyMatch(f -> f.figure().equals(Figure.UNCONFIRMED));
    node.put("usageState", used && full ? "busy" : used ? "active" : "idle");
    if (degraded && node.has("availabilityStatus")) {
      node.put("availabilityStatus", "degraded");
    }
    return this;
  }

  private static boolean is(Figure figure, String name, int sign) {
    return figure.figure().equals(name)
        && figure.amount().filter(n -> n.signum() == sign).isPresent();
  }

  Entity party(String role, String name) {
    ObjectNode related = array("relatedParty").addObject();
    related.put(TYPE, "RelatedPartyRefOrPartyRoleRef").put("role", role);
    related
        .putObject("partyOrPartyRole")
        .put(TYPE, "PartyRef")
        .put("@referredType", "Organization")
        .put("id", name)
        .put(NAME, name);
    return this;
  }

  /** The site that it is at, or is. */
  Entity place(String id, String name) {
    ObjectNode related = array("place").addObject();
    related.put(TYPE, "RelatedPlaceRef").put("role", "installationSite");
    related
        .putObject("place")
        .put(TYPE, "PlaceRef")
        .put("@referredType", "GeographicSite")
        .put("id", id)
        .put(NAME, name);
    return this;
  }

  Entity related(String how, Resource other) {
    ObjectNode relation = array("resourceRelationship").addObject();
    relation.put(TYPE, "ResourceRelationship").put("relationshipType", how);
    relation
        .putObject("resource")
        .put(TYPE, "ResourceRef")
        .put("@referredType", "LogicalResource")
        .put("id", other.uid())
        .put("href", base + "/" + other.uid())
        .put(NAME, other.ref().name());
    return this;
  }

  Entity characteristics(List<ObjectNode> more) {
    array("resourceCharacteristic").addAll(more);
    return this;
  }

  private ArrayNode array(String name) {
    return node.withArray(name);
  }

  ObjectNode written() {
    return node;
  }
}
