package org.hansa.itests.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A partner's bundle, as bnd would make it of a class with a component's annotation. */
final class PartnerBundle {

  static final String COMPONENT = "OSGI-INF/component.xml";

  private PartnerBundle() {}

  /**
   * Makes it in a folder.
   *
   * @param component is made without arguments, told its bundle's context if it has a method {@code
   *     activate} that takes it, and offered as one service
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
    List<Class<?>> classes = new ArrayList<>(List.of(component));
    classes.addAll(others);
    return write(
        folder.resolve(name + ".jar"),
        Map.of(
            "Bundle-SymbolicName",
            name,
            "Bundle-Version",
            "1.0.0",
            "Import-Package",
            String.join(",", imports),
            "Service-Component",
            COMPONENT),
        classes,
        Map.of(COMPONENT, component(component, service, true)));
  }

  /**
   * What makes a class a component that is offered as one service.
   *
   * @param immediate true if it is made with its bundle, and not when somebody asks for it
   */
  static String component(Class<?> component, Class<?> service, boolean immediate) {
    return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s" immediate="%3$s">
          <implementation class="%1$s"/>
          <service><provide interface="%2$s"/></service>
        </scr:component>
        """
        .formatted(component.getName(), service.getName(), immediate);
  }

  /**
   * Writes a bundle.
   *
   * @param headers of its manifest
   * @param classes with those nested in them
   * @param files by name
   */
  static Path write(
      Path jar, Map<String, String> headers, List<Class<?>> classes, Map<String, String> files)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    headers.forEach(main::putValue);
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream to = new JarOutputStream(out, manifest)) {
      for (Class<?> type : classes) {
        add(to, type);
      }
      for (Map.Entry<String, String> file : files.entrySet()) {
        to.putNextEntry(new JarEntry(file.getKey()));
        to.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
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
