package org.hansa.platform.workloads;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Function;
import org.hansa.platform.api.Host;
import org.osgi.service.component.annotations.Component;

/** What runs on a host. */
@Component(service = Function.class)
public final class HostInventory implements Function {

  @Override
  public String kind() {
    return Host.KIND;
  }

  @Override
  public String name() {
    return "inventory";
  }

  @Override
  public String about() {
    return "The instances that run there, and what is reserved and free.";
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Inventory.Answer.class);
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource resource, Map<String, String> arguments) {
    return Reply.of(Inventory.of(snapshot, List.of(resource)));
  }
}
