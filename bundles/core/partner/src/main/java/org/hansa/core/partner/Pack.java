package org.hansa.core.partner;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a bundle of classes, and a KAR of the bundle. The same again from the same. */
final class Pack {

  private static final String COMPONENT = "OSGI-INF/driver.xml";

  /** So that two builds of the same are equal. */
  private static final long NEVER = 315_532_800_000L;

  private Pack() {}

  /**
   * @param driver the class that is the driver
   * @param version of the bundle
   */
  static void bundle(Project project, Class<?> driver, String version, String imports)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", driver.getPackageName());
    main.putValue("Bundle-Name", driver.getSimpleName());
    main.putValue("Bundle-Version", version);
    main.putValue("Import-Package", imports);
    String java = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"";
    Headers headers = Headers.of(project.folder(), driver.getName());
    headers.all().forEach(main::putValue);
    if (headers.isolated()) {
      main.putValue("Require-Capability", java);
    } else {
      main.putValue("Service-Component", COMPONENT);
      main.putValue(
          "Provide-Capability",
          "osgi.service;objectClass:List<String>=\"org.hansa.core.driver.Driver\"");
      main.putValue(
          "Require-Capability",
          "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.3.0)(!(version>=2.0.0)))\","
              + java);
    }
    List<Path> libraries = project.libraries();
    if (!libraries.isEmpty()) {
      main.putValue(
          "Bundle-ClassPath",
          ".,"
              + libraries.stream()
                  .map(jar -> "lib/" + jar.getFileName())
                  .collect(Collectors.joining(",")));
    }
    try (OutputStream out = Files.newOutputStream(project.archive(".jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      ZipEntry first = entry(new JarEntry("META-INF/MANIFEST.MF"));
      jar.putNextEntry(first);
      manifest.write(jar);
      if (!headers.isolated()) {
        jar.putNextEntry(entry(new JarEntry(COMPONENT)));
        jar.write(component(driver).getBytes(StandardCharsets.UTF_8));
      }
      for (Path file : files(project.classes())) {
        String name = project.classes().relativize(file).toString().replace('\\', '/');
        jar.putNextEntry(entry(new JarEntry(name)));
        Files.copy(file, jar);
      }
      for (Path library : libraries) {
        jar.putNextEntry(entry(new JarEntry("lib/" + library.getFileName())));
        Files.copy(library, jar);
      }
    }
  }

  private static String component(Class<?> driver) {
    return """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%1$s">
          <implementation class="%1$s"/>
          <service><provide interface="org.hansa.core.driver.Driver"/></service>
        </scr:component>
        """
        .formatted(driver.getName());
  }

  /** As Karaf's deployer reads it: a repository of one bundle and the feature that has it. */
  static void kar(Project project, String name, String version) throws IOException {
    String folder =
        "repository/" + name.replace('.', '/') + "/driver/" + version + "/driver-" + version;
    String features =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <features name="%1$s-%2$s" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
          <feature name="%1$s" version="%2$s" install="auto">
            <bundle>mvn:%1$s/driver/%2$s</bundle>
          </feature>
        </features>
        """
            .formatted(name, version);
    try (OutputStream out = Files.newOutputStream(project.archive(".kar"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(entry(new ZipEntry(folder + "-features.xml")));
      zip.write(features.getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(entry(new ZipEntry(folder + ".jar")));
      Files.copy(project.archive(".jar"), zip);
    }
  }

  static <E extends ZipEntry> E entry(E entry) {
    entry.setTime(NEVER);
    return entry;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
