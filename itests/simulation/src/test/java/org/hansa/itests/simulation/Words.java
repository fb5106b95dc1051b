package org.hansa.itests.simulation;

import org.hansa.core.api.Observation;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.store.Changed;

/** A change in one line, for a person who follows one seed. */
final class Words {

  private Words() {}

  static String of(Changed change) {
    Resource r = change.resource();
    return change.revision()
        + " "
        + change.op()
        + " "
        + r.ref()
        + " "
        + r.uid()
        + " @"
        + r.generation()
        + (r.isDeleting() ? " deleting" : "")
        + " "
        + r.finalizers()
        + " "
        + r.holds()
        + " "
        + r.observed().entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + "="
                        + e.getValue().verb()
                        + "/"
                        + e.getValue().outcome()
                        + "/"
                        + e.getValue().present()
                        + "/"
                        + e.getValue().endpoint().map(Ref::name).orElse("")
                        + "/"
                        + e.getValue().failure().map(Observation.Failure::message).orElse(""))
            .toList();
  }
}
