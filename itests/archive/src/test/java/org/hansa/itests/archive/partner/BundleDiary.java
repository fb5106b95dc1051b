package org.hansa.itests.archive.partner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Writes down what the framework itself says of every bundle, a line each: when, by the clock in
 * milliseconds, what has happened, the bundle's name and its version.
 */
public final class BundleDiary implements SynchronousBundleListener, FrameworkListener {

  private final Path diary = Path.of(System.getProperty("hansa.state"), "bundles.diary");

  public void activate(BundleContext context) {
    context.addBundleListener(this);
    context.addFrameworkListener(this);
    write("BEGUN diary 0");
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    String bundle = event.getBundle().getSymbolicName() + " " + event.getBundle().getVersion();
    write(word(event.getType()) + " " + bundle);
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
      write("REFRESHED framework 0");
    }
  }

  private static String word(int event) {
    return switch (event) {
      case BundleEvent.INSTALLED -> "INSTALLED";
      case BundleEvent.RESOLVED -> "RESOLVED";
      case BundleEvent.STARTING, BundleEvent.LAZY_ACTIVATION -> "STARTING";
      case BundleEvent.STARTED -> "STARTED";
      case BundleEvent.STOPPING -> "STOPPING";
      case BundleEvent.STOPPED -> "STOPPED";
      case BundleEvent.UPDATED -> "UPDATED";
      case BundleEvent.UNRESOLVED -> "UNRESOLVED";
      case BundleEvent.UNINSTALLED -> "UNINSTALLED";
      default -> "EVENT-" + event;
    };
  }

  private synchronized void write(String line) {
    try {
      Files.writeString(
          diary,
          System.currentTimeMillis() + " " + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
