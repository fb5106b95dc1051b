package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A partner's bundle, as bnd would make it of a class with a component's annotation. */
final class PartnerBundle {

  private PartnerBundle() {}

  /**
   * Makes it in a folder.
   *
   * @param component is made without arguments, and offered as one service
   * @param others further classes, with those nested in them
   * @param imports packages that are not the JDK's
   */
  static Path make(
      Path folder,
      String name,
      Class<?> component,
      Class<?> service,
      List<Class<?>> others,
      List<String> imports)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", "1.0.0");
    main.putValue("Import-Package", String.join(",", imports));
    main.putValue("Service-Component", "OSGI-INF/component.xml");
    Path jar = folder.resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out, manifest)) {
      add(to, component);
      for (Class<?> other : others) {
        add(to, other);
      }
      to.putNextEntry(new JarEntry("OSGI-INF/component.xml"));
      to.write(
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
            <implementation class="%1$s"/>
            <service><provide interface="%2$s"/></service>
          </scr:component>
          """
              .formatted(component.getName(), service.getName())
              .getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }

  private static void add(JarOutputStream to, Class<?> type) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    to.putNextEntry(new JarEntry(file));
    try (InputStream in = type.getResourceAsStream("/" + file)) {
      in.transferTo(to);
    }
    for (Class<?> nested : type.getDeclaredClasses()) {
      add(to, nested);
    }
  }
}
