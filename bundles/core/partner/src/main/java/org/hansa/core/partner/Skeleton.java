package org.hansa.core.partner;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The beginning of a driver: three files that build, and that keep the driver contract on a
 * stand-in for the vendor's server. What is to be changed is the server's own.
 */
public final class Skeleton {

  /** What it begins with where nobody says otherwise. */
  public static final String FACET = "volume";

  private Skeleton() {}

  /** Facets that there is a beginning of: all that the contract has. */
  public static Set<String> facets() {
    return Sketch.facets();
  }

  /**
   * The package of a driver where nobody names one.
   *
   * @param name the driver's id
   */
  public static String in(String name) {
    return "com.example." + name.replace('-', '_');
  }

  /**
   * The files, by path.
   *
   * @param name the driver's id: lower case, as endpoints will say it
   * @param in the package
   * @param facet one of {@link #facets}; what it needs beside it comes with it
   * @throws Refused if one of them cannot be
   */
  public static Map<String, String> files(String name, String in, String facet) {
    return files(name, in, facet, false);
  }

  /**
   * The same.
   *
   * @param isolated whether it is to run in a process of its own: one file more says so, {@code
   *     bundle.mf}
   * @throws Refused if one of them cannot be
   */
  public static Map<String, String> files(String name, String in, String facet, boolean isolated) {
    require(name.matches("[a-z][a-z0-9-]{0,62}"), "the id '" + name + "' is not a lower-case word");
    require(
        in.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+")
            && in.length() <= 200
            && !in.startsWith("org.hansa"),
        "the package '" + in + "' is not one of your own: com.acme.rig");
    require(
        facets().contains(facet),
        "there is no facet '" + facet + "', but " + String.join(", ", facets()));
    Drawn drawn = Drawn.of(facet);
    String type = type(name);
    Map<String, String> words = new TreeMap<>(drawn.words());
    words.putAll(Map.of("NAME", name, "PACKAGE", in, "CLASS", type, "FACET", facet));
    String folder = in.replace('.', '/') + "/" + type;
    Map<String, String> files = new TreeMap<>();
    files.put("src/" + folder + "Driver.java", Text.filled("Driver.java.txt", words));
    files.put(
        "src/" + folder + drawn.objects() + ".java",
        Text.wrapped(Text.filled("Objects.java.txt", words)));
    files.put("test/" + folder + "Test.java", Text.filled("Test.java.txt", words));
    files.put("README.md", Text.filled("README.md.txt", words));
    if (isolated) {
      files.put(Headers.FILE, Headers.isolating(in + "." + type + "Driver"));
    }
    return files;
  }

  /**
   * The same as a ZIP archive, in a folder that is called as the driver is.
   *
   * @throws Refused if one of them cannot be
   */
  public static byte[] zip(String name, String in, String facet) {
    return zip(name, in, facet, false);
  }

  /**
   * The same.
   *
   * @param isolated as {@link #files(String, String, String, boolean)} takes it
   * @throws Refused if one of them cannot be
   */
  public static byte[] zip(String name, String in, String facet, boolean isolated) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files(name, in, facet, isolated).entrySet()) {
        zip.putNextEntry(Pack.entry(new ZipEntry(name + "/" + file.getKey())));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
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
}
