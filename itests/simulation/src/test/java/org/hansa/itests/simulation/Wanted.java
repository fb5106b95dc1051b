package org.hansa.itests.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Instance;

/** What people want of an application at rest, beside what truly runs outside. */
record Wanted(Resource app) {

  /** How they differ, or empty. */
  Optional<String> differs(Snapshot now, Outside outside) {
    String version = app.spec().at("/components/0/env/V").orElseThrow().asText();
    int replicas = app.spec().at("/components/0/replicas").orElseThrow().asInt();
    List<String> wanted = new ArrayList<>(Collections.nCopies(replicas, version));
    List<String> runs = new ArrayList<>();
    int clients = 0;
    for (Resource instance : now.list(Instance.KIND, app.ref().tenant()).toList()) {
      Instance.Spec spec = instance.spec().as(Instance.Spec.class);
      if (spec.application().equals(app.ref().name())) {
        List<String> versions = outside.versions(instance.uid());
        if (spec.component().equals("server")) {
          runs.addAll(versions);
        } else {
          clients += versions.size();
        }
      }
    }
    return runs.equals(wanted) && clients == 1
        ? Optional.empty()
        : Optional.of(
            app.ref() + ": " + runs + " and " + clients + " clients run, wanted are " + wanted);
  }
}
