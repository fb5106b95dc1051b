package org.hansa.platform.wdm;

import java.util.Map;
import org.hansa.core.api.Json;
import org.hansa.core.api.Nearest;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Ref;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.control.Function;
import org.hansa.core.driver.workload.WorkloadFacet;
import org.hansa.platform.api.Instance;
import org.osgi.service.component.annotations.Component;

/** The last lines that an instance wrote. */
@Component(service = Function.class)
public final class Logs implements Function {

  private static final String LINES = "lines";
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
    return "The last lines that it wrote; lines=N for how many, 1 to 10000, 100 if not said.";
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource instance, Map<String, String> arguments) {
    Nearest.check("", Json.tree(arguments), java.util.Set.of(LINES));
    String lines = arguments.getOrDefault(LINES, String.valueOf(USUAL));
    if (!lines.matches("[0-9]{1,5}") || number(lines) < 1 || number(lines) > MOST) {
      throw Problem.invalid(LINES, lines, "a number from 1 to " + MOST, "Ask for fewer lines.");
    }
    Ref endpoint = Ref.parse(instance.spec().as(Instance.Spec.class).endpoint());
    return Reply.from(
        new Read(endpoint, WorkloadFacet.NAME, instance.uid(), name(), Map.of(LINES, lines)));
  }

  private static int number(String digits) {
    return Integer.parseInt(digits);
  }
}
