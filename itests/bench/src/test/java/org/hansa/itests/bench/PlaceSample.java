package org.hansa.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.zip.CRC32;
import org.hansa.platform.place.sites.Generator;
import org.hansa.platform.place.sites.Instance;
import org.hansa.platform.place.sites.Reader;

/**
 * An instance with what is known of it.
 *
 * @param lower in billionths: no placement costs less, says OR-tools
 * @param known what the best placement that OR-tools knows costs; 0 if it looked for none
 */
record PlaceSample(Instance instance, long lower, long known) {

  static final List<String> LINEAR =
      List.of(
          System.getProperty("hansa.bench.sizes", "10x100,100x1000,1000x10000,1000x100000")
              .split(","));

  static final int SEEDS = Integer.getInteger("hansa.bench.rounds", 5);

  private static final Properties BOUNDS = bounds();

  /**
   * @param size as 10x100: sites and workloads
   * @param features opening and links, of which each may be there
   */
  static PlaceSample of(String size, List<String> features, int seed) throws IOException {
    String[] counts = size.split("x");
    StringWriter text = new StringWriter();
    try (PrintWriter out = new PrintWriter(text)) {
      new Generator(
              Integer.parseInt(counts[0]),
              Integer.parseInt(counts[1]),
              features.contains("opening"),
              features.contains("links"),
              seed)
          .write(out);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    Path file = Files.createTempFile("hansa-place", ".txt");
    try {
      Files.write(file, bytes);
      String[] row = row(name(size, features) + "." + seed, bytes);
      long known = row.length > 2 ? Long.parseLong(row[2]) : 0;
      return new PlaceSample(Reader.read(file), Long.parseLong(row[1]), known);
    } finally {
      Files.delete(file);
    }
  }

  static String name(String size, List<String> features) {
    return features.isEmpty() ? size : size + "." + String.join(".", features);
  }

  /** Fingerprint, lower bound and best known; the bound is 0 if nothing is stored. */
  private static String[] row(String name, byte[] text) {
    CRC32 print = new CRC32();
    print.update(text);
    String here = "%08x".formatted(print.getValue());
    String[] row = BOUNDS.getProperty(name, here + " 0").split(" ");
    if (!row[0].equals(here)) {
      throw new AssertionError(
          "%s is %s and its bound is of %s. The generator makes others now: make the bounds anew."
              .formatted(name, here, row[0]));
    }
    return row;
  }

  private static Properties bounds() {
    Properties bounds = new Properties();
    try (InputStream in = PlaceSample.class.getResourceAsStream("/bounds.properties")) {
      bounds.load(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bounds;
  }
}
