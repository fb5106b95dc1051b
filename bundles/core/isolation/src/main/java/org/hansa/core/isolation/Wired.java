package org.hansa.core.isolation;

import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;

/** From which bundles a driver's packages come. */
final class Wired {

  private static final String LOGGING = "org.slf4j";

  private Wired() {}

  /**
   * The bundle that a package comes from, and all that this one needs in turn: neither the
   * framework, which is the JDK there, nor logging, which is another there. Empty if the package is
   * not imported.
   */
  static Set<Bundle> behind(Bundle importer, String name) {
    Set<Bundle> all = new LinkedHashSet<>();
    for (BundleWire wire : packages(importer)) {
      if (name.equals(name(wire))) {
        add(wire.getProvider().getBundle(), all);
      }
    }
    return all;
  }

  private static void add(Bundle bundle, Set<Bundle> all) {
    if (bundle.getBundleId() != 0 && all.add(bundle)) {
      for (BundleWire wire : packages(bundle)) {
        if (!(name(wire) + ".").startsWith(LOGGING + ".")) {
          add(wire.getProvider().getBundle(), all);
        }
      }
    }
  }

  private static Iterable<BundleWire> packages(Bundle bundle) {
    BundleWiring wiring = bundle.adapt(BundleWiring.class);
    // It was refreshed or taken away just now: it comes again, or is needed no more.
    return wiring == null ? Set.of() : wiring.getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE);
  }

  private static String name(BundleWire wire) {
    return Objects.toString(
        wire.getCapability().getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
  }
}
