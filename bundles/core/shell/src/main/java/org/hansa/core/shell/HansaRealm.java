package org.hansa.core.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import org.apache.karaf.jaas.boot.ProxyLoginModule;
import org.apache.karaf.jaas.config.JaasRealm;
import org.hansa.core.api.gate.Gate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The realm in which SSH logs in: accounts first, then whatever Karaf's own realm has, which is the
 * break-glass login of the process administrator. It stands only while the guard of sessions does:
 * without that guard no account can log in.
 */
@Component(service = JaasRealm.class, property = HansaRealm.MARK + "=true")
public final class HansaRealm implements JaasRealm {

  static final String MARK = "hansa.realm";
  private static final String KARAF = "karaf";

  private final Gate gate;
  private final long bundle;

  @Reference(
      target = "(!(" + MARK + "=*))",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC)
  volatile List<JaasRealm> others = List.of();

  @Activate
  public HansaRealm(@Reference Gate gate, @Reference SshGuard guard, BundleContext context) {
    this(gate, context.getBundle().getBundleId());
  }

  HansaRealm(Gate gate, long bundle) {
    this.gate = gate;
    this.bundle = bundle;
  }

  @Override
  public String getName() {
    return KARAF;
  }

  @Override
  public int getRank() {
    return 100;
  }

  @Override
  public AppConfigurationEntry[] getEntries() {
    List<AppConfigurationEntry> entries = new ArrayList<>();
    Map<String, Object> options =
        Map.of(
            ProxyLoginModule.PROPERTY_MODULE, HansaLoginModule.class.getName(),
            ProxyLoginModule.PROPERTY_BUNDLE, Long.toString(bundle),
            HansaLoginModule.GATE, gate);
    entries.add(
        new AppConfigurationEntry(
            ProxyLoginModule.class.getName(), LoginModuleControlFlag.SUFFICIENT, options));
    others.stream()
        .filter(realm -> realm.getName().equals(KARAF))
        .max(Comparator.comparingInt(JaasRealm::getRank))
        .ifPresent(realm -> entries.addAll(List.of(realm.getEntries())));
    return entries.toArray(AppConfigurationEntry[]::new);
  }
}
