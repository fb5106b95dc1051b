package org.hansa.core.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.About;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Installation;
import org.hansa.core.api.Json;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Action;
import org.hansa.core.api.store.Backups;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes a backup in the state folder of the node that does it. */
@Component
public final class MakeBackup implements Action {

  /**
   * What is asked of it.
   *
   * @param keep how many of those that are named by the time stay
   */
  record Arguments(
      @About(
              value = "Its name; without, it is named by the time",
              pattern = "[a-z0-9][a-z0-9._-]{0,62}")
          Optional<String> name,
      @About(
              value = "How many of the newest stay of those that are named by the time",
              min = "1",
              max = "1000")
          Optional<Integer> keep) {}

  private final Backups backups;

  @Activate
  public MakeBackup(@Reference Backups backups) {
    this.backups = backups;
  }

  @Override
  public String kind() {
    return Installation.KIND;
  }

  @Override
  public String verb() {
    return "backup";
  }

  @Override
  public String about() {
    return "Copies all state, as it stands at one moment, into the state folder";
  }

  @Override
  public Class<? extends Record> arguments() {
    return Arguments.class;
  }

  @Override
  public List<Needs> needs(Ref subject, Doc arguments) {
    Needs write = new Needs("write", Backups.ALL);
    return arguments.as(Arguments.class).keep().isPresent()
        ? List.of(write, new Needs("delete", Backups.ALL))
        : List.of(write);
  }

  @Override
  public Doc perform(Resource subject, Doc arguments, Run run) {
    Arguments said = arguments.as(Arguments.class);
    if (said.name().isPresent() && said.keep().isPresent()) {
      throw Problem.invalid(
          "keep",
          said.keep().get(),
          "asked without a name",
          "It counts those that are named by the time.");
    }
    ObjectNode made =
        (ObjectNode) Json.tree(backups.make(said.name(), run.by(), run.cause(), run::at));
    said.keep()
        .ifPresent(
            keep -> made.set("removed", Json.tree(backups.keep(keep, run.by(), run.cause()))));
    return Doc.of(made);
  }
}
