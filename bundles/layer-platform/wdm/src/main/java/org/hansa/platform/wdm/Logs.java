package org.hansa.platform.wdm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Argument;
import org.hansa.core.api.control.Function;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/** What an instance wrote: its last lines, or those after a place. */
@Component(service = Function.class)
public final class Logs implements Function {

  private static final String LINES = "lines";
  private static final String AFTER = "after";
  private static final int MOST = 10_000;
  private static final int USUAL = 100;

  @Override
  public String kind() {
    return Instance.KIND;
  }

  @Override
  public String name() {
    return "logs";
  }

  @Override
  public String about() {
    return "The last lines that it wrote, or those after a place, by which they are followed.";
  }

  @Override
  public List<Argument> arguments() {
    return List.of(
        Argument.number(LINES, "How many lines, at most", 1, MOST, USUAL),
        Argument.text(AFTER, "What the answer before said is next; empty to begin to follow", 200));
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Text.class);
  }

  @Override
  public boolean follows() {
    return true;
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource instance, Map<String, String> arguments) {
    Ref endpoint = Ref.parse(instance.spec().as(Instance.Spec.class).endpoint());
    return Reply.from(
        new Read(endpoint, WorkloadFacet.NAME, instance.uid(), name(), Map.copyOf(arguments)));
  }
}
