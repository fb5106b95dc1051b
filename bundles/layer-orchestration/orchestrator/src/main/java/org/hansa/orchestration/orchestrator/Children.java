package org.hansa.orchestration.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Draft;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.orchestration.api.Application;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Workload;

/** What an application comes to: its workloads and connections, by name. */
final class Children {

  private final Snapshot snapshot;
  private final Resource application;
  private final Map<Ref, Draft> drafts = new LinkedHashMap<>();

  private Children(Snapshot snapshot, Resource application) {
    this.snapshot = snapshot;
    this.application = application;
  }

  /** Two links to the same port share one connection. */
  static Collection<Draft> of(Snapshot snapshot, Resource application, Application.Spec spec) {
    Children children = new Children(snapshot, application);
    String app = application.ref().name();
    for (Component component : spec.components()) {
      children.add(
          Workload.KIND, workload(app, component.name()), new Workload.Spec(app, component));
    }
    for (Connection.Spec connection : connections(app, spec)) {
      children.add(Connection.KIND, name(connection), connection);
    }
    return children.drafts.values();
  }

  /** Each once, though a component may call the same port under two variables. */
  static List<Connection.Spec> connections(String app, Application.Spec spec) {
    List<Connection.Spec> all = new ArrayList<>();
    for (Component component : spec.components()) {
      for (Component.Link link : component.links()) {
        all.add(new Connection.Spec(app, component.name(), link.to(), link.port()));
      }
      for (Component.Port port : component.ports()) {
        if (port.expose().orElse(false)) {
          all.add(new Connection.Spec(app, Connection.USERS, component.name(), port.name()));
        }
      }
    }
    return all.stream().distinct().toList();
  }

  static String workload(String app, String component) {
    return app + "." + component;
  }

  static String name(Connection.Spec c) {
    return c.application() + "." + c.from() + "." + c.to() + "." + c.port();
  }

  private void add(String kind, String name, Record spec) {
    Map<String, String> labels = new TreeMap<>(application.labels());
    labels.put(Resource.APPLICATION, application.ref().name());
    Ref ref = new Ref(kind, application.ref().tenant(), name);
    Optional<Ref> owner = Optional.of(application.ref());
    Doc standing = snapshot.get(ref).map(Resource::spec).orElse(Doc.EMPTY);
    drafts.put(ref, new Draft(ref, labels, owner, Set.of(), Doc.of(spec, standing)));
  }
}
