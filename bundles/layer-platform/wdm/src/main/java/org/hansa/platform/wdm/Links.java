package org.hansa.platform.wdm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Snapshot;
import org.hansa.platform.api.Component;
import org.hansa.platform.api.Connection;
import org.hansa.platform.api.Workload;

/**
 * The addresses that a component calls, by variable.
 *
 * @param missing the links that have no address yet, as {@code component/port}
 */
record Links(Map<String, String> addresses, List<String> missing) {

  static Links of(Snapshot snapshot, String tenant, Workload.Spec workload) {
    Map<String, String> addresses = new TreeMap<>();
    List<String> missing = new ArrayList<>();
    Component component = workload.component();
    for (Component.Link link : component.links()) {
      String name =
          workload.application() + "." + component.name() + "." + link.to() + "." + link.port();
      Optional<String> address =
          snapshot
              .get(new Ref(Connection.KIND, tenant, name))
              .flatMap(c -> c.status().as(Connection.Status.class).address());
      address.ifPresentOrElse(
          a -> addresses.put(link.env(), a), () -> missing.add(link.to() + "/" + link.port()));
    }
    return new Links(addresses, missing);
  }
}
