package org.hansa.core.extensions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework, as far as extensions are concerned: theirs are bundles at places of our own. */
final class House {

  private static final String PLACE = "hansa-extension:";

  private final BundleContext context;
  private final Signers signers;
  private final Starting starting;

  /**
   * @param patience how long a bundle may take to start, or to end
   */
  House(BundleContext context, Signers signers, Duration patience) {
    this.context = context;
    this.signers = signers;
    this.starting = new Starting(context, patience);
  }

  /** Whom it lets in. */
  Signers signers() {
    return signers;
  }

  /** Where the archive of a digest is installed, if it is. */
  static String place(String extension, String digest) {
    return PLACE + extension + "/" + digest;
  }

  /** The extension that a bundle is of; empty if it is of none. */
  static Optional<String> extension(Bundle bundle) {
    String place = bundle.getLocation();
    return place.startsWith(PLACE)
        ? Optional.of(place.substring(PLACE.length(), place.lastIndexOf('/')))
        : Optional.empty();
  }

  static String digest(Bundle bundle) {
    return bundle.getLocation().substring(bundle.getLocation().lastIndexOf('/') + 1);
  }

  /** All bundles of extensions. */
  List<Bundle> all() {
    return Arrays.stream(context.getBundles()).filter(b -> extension(b).isPresent()).toList();
  }

  List<Bundle> of(String extension) {
    return all().stream()
        .filter(bundle -> extension(bundle).filter(extension::equals).isPresent())
        .toList();
  }

  /** Others that are wired to these, and so are made anew when these go. */
  List<Bundle> refreshed(Collection<Bundle> going) {
    Collection<Bundle> closure = new ArrayList<>(wiring().getDependencyClosure(going));
    closure.removeAll(going);
    return List.copyOf(closure);
  }

  /** Packages that bundles other than these export, the framework among them. */
  Set<String> exported(Collection<Bundle> without) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> !without.contains(bundle))
        .map(bundle -> bundle.adapt(BundleRevision.class))
        .filter(revision -> revision != null)
        .flatMap(revision -> revision.getDeclaredCapabilities(null).stream())
        .filter(c -> c.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE))
        .map(c -> (String) c.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * Installs and starts a bundle; if it does not start, it is as if it had not been tried. What
   * brings a driver in the place of another has started when that has said who it is; the first one
   * may stay as it is, to be looked at.
   *
   * @param replaces true if there is another that goes on if this one does not start
   * @throws BundleException why it does not start
   */
  void install(String place, Archive archive, boolean replaces) throws BundleException {
    Bundle bundle = context.installBundle(place, archive.bundle());
    try {
      starting.start(bundle, replaces && Admission.offersDriver(archive));
    } catch (BundleException e) {
      try {
        starting.uninstall(bundle);
      } catch (BundleException hangs) {
        e.addSuppressed(hangs);
      }
      throw e;
    }
  }

  /** Stops and uninstalls them; whoever is wired to them is made anew. */
  void remove(Collection<Bundle> bundles) throws BundleException {
    for (Bundle bundle : bundles) {
      starting.uninstall(bundle);
    }
    wiring().refreshBundles(bundles);
  }

  static String named(Bundle bundle) {
    return bundle.getSymbolicName() + " " + bundle.getVersion();
  }

  private FrameworkWiring wiring() {
    return context.getBundle(0).adapt(FrameworkWiring.class);
  }
}
