package org.hansa.core.isolation.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;
import org.hansa.core.driver.Ability;
import org.hansa.core.driver.Driver;

/** The driver contract as this side has it. */
public final class Contract {

  private Contract() {}

  /** Its packages with their versions, as its manifest exports them. */
  public static String version() throws IOException {
    // By way of the class: on a flat class path there are many manifests.
    URL type = Driver.class.getResource("Driver.class");
    try (InputStream in = new URL(type, "../../../../META-INF/MANIFEST.MF").openStream()) {
      return String.valueOf(new Manifest(in).getMainAttributes().getValue("Export-Package"));
    }
  }

  /** The most special interfaces of the contract that an ability implements. */
  public static List<Class<?>> facets(Class<?> ability) {
    Set<Class<?>> all = new LinkedHashSet<>();
    for (Class<?> type = ability; type != null; type = type.getSuperclass()) {
      collect(type, all);
    }
    return all.stream()
        .filter(one -> all.stream().noneMatch(o -> o != one && one.isAssignableFrom(o)))
        .toList();
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    for (Class<?> one : type.getInterfaces()) {
      if (Ability.class.isAssignableFrom(one) && isOurs(one)) {
        all.add(one);
      }
      collect(one, all);
    }
  }

  /** A facet of the contract by its name. */
  public static Class<?> facet(String name) throws ClassNotFoundException {
    return Class.forName(name, false, Driver.class.getClassLoader());
  }

  /** A facet that still has type parameters says not of what it is. */
  private static boolean isOurs(Class<?> type) {
    return type != Ability.class
        && type.getTypeParameters().length == 0
        && type.getClassLoader() == Ability.class.getClassLoader();
  }
}
