package org.hansa.core.extensions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles and KARs as partners make them. */
final class Jars {

  private Jars() {}

  /** One that offers its name and version as a service while it runs. */
  static byte[] bundle(String name, String version, String... headers) {
    return bundle(name, version, Works.class, headers);
  }

  /**
   * @param activator started with it
   * @param headers name, value, name, value; instead of the usual ones
   */
  static byte[] bundle(String name, String version, Class<?> activator, String... headers) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", version);
    main.putValue("Bundle-Activator", activator.getName());
    main.putValue("Import-Package", "org.osgi.framework");
    for (int i = 0; i < headers.length; i += 2) {
      main.putValue(headers[i], headers[i + 1]);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
      String file = activator.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(file));
      try (InputStream in = activator.getResourceAsStream("/" + file)) {
        in.transferTo(jar);
      }
      jar.putNextEntry(new JarEntry("shared/Thing.txt"));
      jar.write(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A KAR of jars, by their paths. */
  static byte[] kar(Map<String, byte[]> jars) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("repository/features.xml"));
      zip.write("<features/>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      for (Map.Entry<String, byte[]> jar : jars.entrySet()) {
        zip.putNextEntry(new ZipEntry(jar.getKey()));
        zip.write(jar.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
