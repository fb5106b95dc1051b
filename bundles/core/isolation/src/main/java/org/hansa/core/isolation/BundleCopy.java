package org.hansa.core.isolation;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import org.osgi.framework.Bundle;

/** What is in a bundle, as files: by its entries, wherever the framework keeps it. */
final class BundleCopy {

  private BundleCopy() {}

  /** The class path of the copy. */
  static List<Path> lay(Bundle bundle, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path root = folder.toAbsolutePath().normalize();
    Enumeration<URL> entries = bundle.findEntries("/", "*", true);
    while (entries != null && entries.hasMoreElements()) {
      URL entry = entries.nextElement();
      String path = entry.getPath().replaceFirst("^/+", "");
      Path file = root.resolve(path).normalize();
      if (!file.startsWith(root)) {
        throw new IOException("the entry " + path + " of " + bundle + " lies outside of it");
      }
      if (path.endsWith("/")) {
        Files.createDirectories(file);
      } else {
        Files.createDirectories(file.getParent());
        try (InputStream in = entry.openStream()) {
          Files.copy(in, file);
        }
      }
    }
    return classPath(bundle, root);
  }

  private static List<Path> classPath(Bundle bundle, Path root) {
    String header = bundle.getHeaders("").get("Bundle-ClassPath");
    List<Path> paths = new ArrayList<>();
    for (String element : header == null ? new String[] {"."} : header.split(",")) {
      String path = element.split(";")[0].strip();
      paths.add(path.equals(".") ? root : root.resolve(path.replaceFirst("^/+", "")));
    }
    return paths;
  }
}
