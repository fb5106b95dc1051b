package org.hansa.core.isolation.child;

import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * What a driver sees besides its own classes: the contract, SSH, SLF4J and the JDK, as in the
 * container, so that the libraries that it embeds never meet ours.
 */
final class Bare extends ClassLoader {

  private static final List<String> SEEN =
      List.of("org.hansa.core.driver.", "org.hansa.core.ssh.", "org.slf4j.");

  private final ClassLoader ours;

  Bare(ClassLoader ours) {
    super(ClassLoader.getPlatformClassLoader());
    this.ours = ours;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (SEEN.stream().anyMatch(name::startsWith)) {
      return ours.loadClass(name);
    }
    throw new ClassNotFoundException(name);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    return Collections.emptyEnumeration();
  }
}
