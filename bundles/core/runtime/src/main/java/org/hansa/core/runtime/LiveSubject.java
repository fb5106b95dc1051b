package org.hansa.core.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.hansa.core.driver.Driver;
import org.hansa.core.driver.Opening;
import org.hansa.core.kit.Subject;
import org.hansa.core.kit.Supplies;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * An endpoint as it is, for the contract kit: opened with its own options and credentials, as
 * another installation, in a folder beside its own.
 *
 * @param folder of what the kit's sessions keep
 */
record LiveSubject(
    Driver driver,
    String installation,
    String endpoint,
    Record options,
    Map<String, String> credentials,
    Path folder)
    implements Subject {

  /**
   * Whose the kit's objects are: of this endpoint, whatever other leads to the same system, and the
   * same as long as it is there, so that what a run has left is known to the next.
   */
  static String installation(String ours, String uid) {
    String few = UUID.nameUUIDFromBytes(uid.getBytes(StandardCharsets.UTF_8)).toString();
    return ours + "." + few.substring(0, 8);
  }

  @Override
  public Opening opening(String as, Supplies supplies) {
    Path own = folder.resolve(as);
    try {
      Files.createDirectories(own);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return supplies.opening(as, endpoint, options, credentials, own);
  }

  /** What is behind it is at work meanwhile. */
  @Override
  public boolean shared() {
    return true;
  }

  /** Of the bundle that the options are of: what is called may only stand for a driver of it. */
  @Override
  public Optional<Manifest> manifest() {
    return Optional.ofNullable(FrameworkUtil.getBundle(driver.options())).map(LiveSubject::read);
  }

  private static Manifest read(Bundle bundle) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    Collections.list(bundle.getHeaders().keys())
        .forEach(name -> main.putValue(name, bundle.getHeaders().get(name)));
    return manifest;
  }

  /** Nothing of the kit is left there. */
  void clear() throws IOException {
    Folders.delete(folder);
  }

  @Override
  public String toString() {
    return "LiveSubject[" + endpoint + "]";
  }
}
