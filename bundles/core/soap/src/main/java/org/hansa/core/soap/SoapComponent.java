package org.hansa.core.soap;

import org.hansa.core.api.Problem;
import org.hansa.core.api.facade.Asked;
import org.hansa.core.api.facade.Facade;
import org.hansa.core.api.facade.Refusal;
import org.hansa.core.api.facade.Reply;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.plan.Planner;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The SOAP door as a service, there while what stands behind it comes and goes. */
@Component(service = Facade.class)
public final class SoapComponent implements Facade, Services {

  private final SoapDoor door = new SoapDoor(this);

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Gate gate;

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile Planner planner;

  @Override
  public String path() {
    return door.path();
  }

  @Override
  public Reply reply(Asked asked) {
    return door.reply(asked);
  }

  @Override
  public Reply refused(Refusal refusal) {
    return door.refused(refusal);
  }

  @Override
  public Gate gate() {
    return present("gate", gate);
  }

  @Override
  public Planner planner() {
    return present("planner", planner);
  }

  private static <T> T present(String part, T service) {
    if (service == null) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE, "the " + part + " is not there now", "Try again shortly.");
    }
    return service;
  }
}
