package org.hansa.core.gate;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hansa.core.api.Doc;
import org.hansa.core.api.Resource;
import org.hansa.core.api.Snapshot;
import org.hansa.core.api.Tenant;
import org.hansa.core.api.control.Function;
import org.osgi.service.component.annotations.Component;

/** What a tenant has of what it may have, with all below it. */
@Component
public final class Usage implements Function {

  /**
   * @param quota as the tenant's spec says
   * @param used by unit and kind; also what has no quota
   */
  record Answer(Map<String, BigDecimal> quota, Map<String, BigDecimal> used) {}

  @Override
  public String kind() {
    return Tenant.KIND;
  }

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public String about() {
    return "What it reserves and how many resources it has, and what its quota allows";
  }

  @Override
  public Optional<Class<? extends Record>> answer() {
    return Optional.of(Answer.class);
  }

  @Override
  public Reply reply(Snapshot snapshot, Resource tenant, Map<String, String> arguments) {
    Map<String, BigDecimal> quota = tenant.spec().as(Tenant.Spec.class).quota();
    return Reply.of(Doc.of(new Answer(new TreeMap<>(quota), Quotas.used(snapshot, tenant))));
  }
}
