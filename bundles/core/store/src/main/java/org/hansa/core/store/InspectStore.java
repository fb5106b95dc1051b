package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.store.Backups;
import org.hansa.core.api.store.Inspector;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Looks through the whole database for damage. */
@Component
public final class InspectStore implements Action {

  /** There is nothing to choose. */
  record Arguments() {}

  private final Inspector inspector;

  @Activate
  public InspectStore(@Reference Inspector inspector) {
    this.inspector = inspector;
  }

  @Override
  public String kind() {
    return Installation.KIND;
  }

  @Override
  public String verb() {
    return "inspect";
  }

  @Override
  public String about() {
    return "Looks through all that the database holds for damage";
  }

  @Override
  public Class<? extends Record> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Needs> needs(Ref subject, Doc arguments) {
    return List.of(new Needs("write", Backups.ALL));
  }

  @Override
  public boolean isRepeatable() {
    return true;
  }

  @Override
  public Doc perform(Resource subject, Doc arguments, Run run) {
    List<Inspector.Found> found = inspector.inspect(run.by(), run.cause(), run::at);
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.set("found", Json.tree(found));
    boolean whole = found.stream().allMatch(each -> each.damage().isEmpty());
    return Doc.of(said.put("outcome", whole ? "WHOLE" : "DAMAGED"));
  }
}
