package org.hansa.platform.place.sites;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Instances as texts. */
final class Text {

  private Text() {}

  static Instance read(Path folder, String text) throws Exception {
    return Reader.read(Files.writeString(folder.resolve("instance.txt"), text));
  }

  static String generated(int sites, int workloads, boolean opening, boolean links, long seed) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new Generator(sites, workloads, opening, links, seed).write(out);
    out.flush();
    return text.toString();
  }
}
