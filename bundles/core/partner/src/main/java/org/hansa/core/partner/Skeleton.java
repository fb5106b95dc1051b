package org.hansa.core.partner;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The beginning of a driver: three files that build, and that keep the driver contract on a
 * stand-in for the vendor's server. What is to be changed is the server's own.
 */
public final class Skeleton {

  /** Facets that there is a beginning of, with what its objects are called. */
  private static final Map<String, String> FACETS = Map.of("volume", "Volumes");

  private Skeleton() {}

  /** Facets that there is a beginning of. */
  public static java.util.Set<String> facets() {
    return new java.util.TreeSet<>(FACETS.keySet());
  }

  /**
   * The files, by path.
   *
   * @param name the driver's id: lower case, as endpoints will say it
   * @param in the package
   * @param facet one of {@link #facets}
   * @throws Refused if one of them cannot be
   */
  public static Map<String, String> files(String name, String in, String facet) {
    require(name.matches("[a-z][a-z0-9-]{0,62}"), "the id '" + name + "' is not a lower-case word");
    require(
        in.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+") && !in.startsWith("org.hansa"),
        "the package '" + in + "' is not one of your own: com.acme.rig");
    require(
        FACETS.containsKey(facet),
        "there is no beginning of a facet '" + facet + "', but of " + facets());
    String type = type(name);
    String objects = FACETS.get(facet);
    String folder = in.replace('.', '/') + "/" + type;
    Map<String, String> words =
        Map.of(
            "{NAME}", name,
            "{PACKAGE}", in,
            "{CLASS}", type,
            "{OBJECTS}", objects,
            "{FACET}", facet);
    Map<String, String> files = new TreeMap<>();
    files.put("src/" + folder + "Driver.java", filled("Driver.java.txt", words));
    files.put("src/" + folder + objects + ".java", filled(facet + ".java.txt", words));
    files.put("test/" + folder + "Test.java", filled("Test.java.txt", words));
    files.put("README.md", filled("README.md.txt", words));
    return files;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new Refused(otherwise);
    }
  }

  /** {@code acme-rig} is AcmeRig. */
  private static String type(String name) {
    StringBuilder type = new StringBuilder();
    for (String word : name.split("-+")) {
      if (!word.isEmpty()) {
        type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
      }
    }
    return type.toString();
  }

  private static String filled(String resource, Map<String, String> words) {
    String text = read(resource);
    for (Map.Entry<String, String> word : words.entrySet()) {
      text = text.replace(word.getKey(), word.getValue());
    }
    return text;
  }

  private static String read(String resource) {
    try (InputStream in = Skeleton.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
