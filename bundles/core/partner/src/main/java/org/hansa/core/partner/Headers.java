package org.hansa.core.partner;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Manifest;

/**
 * What a driver's own file {@code bundle.mf}, where it has one, adds to the manifest of its bundle.
 *
 * @param all by name
 */
record Headers(Map<String, String> all) {

  static final String FILE = "bundle.mf";

  private static final String ISOLATED = "Hansa-Isolated-Driver";
  private static final String MEMORY = "Hansa-Isolated-Memory";

  /** What is a partner's to say; all else is made of what was built. */
  private static final Set<String> THEIRS =
      Set.of(
          ISOLATED,
          MEMORY,
          "Bundle-Description",
          "Bundle-DocURL",
          "Bundle-License",
          "Bundle-Vendor",
          "Bundle-Copyright");

  /** The file of a driver that is to run in a process of its own. */
  static String isolating(String driver) {
    return ISOLATED + ": " + driver + "\n" + MEMORY + ": 256\n";
  }

  /**
   * @param driver the class that is the driver
   * @throws Refused if a header is not a partner's to say, or names another class
   */
  static Headers of(Path folder, String driver) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return new Headers(Map.of());
    }
    Map<String, String> all = new TreeMap<>();
    try {
      // A last line that does not end would not count.
      byte[] text = (Files.readString(file).strip() + "\n").getBytes(StandardCharsets.UTF_8);
      new Manifest(new ByteArrayInputStream(text))
          .getMainAttributes()
          .forEach((name, value) -> all.put(name.toString(), value.toString().strip()));
    } catch (IOException e) {
      throw new Refused(file + " is no list of headers, NAME: VALUE: " + e.getMessage(), e);
    }
    all.keySet().stream()
        .filter(name -> !THEIRS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new Refused("the header " + name + " in " + file + " is not yours to set");
            });
    String said = all.getOrDefault(ISOLATED, driver);
    if (!said.equals(driver)) {
      throw new Refused(ISOLATED + " in " + file + " is " + said + "; the driver is " + driver);
    }
    return new Headers(Map.copyOf(all));
  }

  /** Whether it runs in a process of its own: then it is no component. */
  boolean isolated() {
    return all.containsKey(ISOLATED);
  }
}
