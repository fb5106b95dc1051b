package org.hansa.drivers.sshhost;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The forwarder's classes, which this bundle carries without ever loading them, as one file.
 *
 * @param digest a forwarder of another is replaced
 */
record ForwarderJar(Content content, String digest) {

  static final String FOLDER = "/org/hansa/drivers/process/forwarder/";

  static final List<String> CLASSES =
      List.of(
          "Door",
          "Flow",
          "Forwarder",
          "Link",
          "Loop",
          "Loop$Channel",
          "Loop$Timed",
          "Table",
          "Table$Line");

  /** Bytes that nobody changes. */
  static final class Content {

    private final byte[] bytes;

    Content(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes.clone();
    }
  }

  /** The same bytes each time. */
  static ForwarderJar ofThisBundle() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JarOutputStream jar = new JarOutputStream(bytes)) {
      for (String name : CLASSES) {
        String path = FOLDER + name + ".class";
        JarEntry entry = new JarEntry(path.substring(1));
        entry.setTime(0);
        jar.putNextEntry(entry);
        try (InputStream in = ForwarderJar.class.getResourceAsStream(path)) {
          if (in == null) {
            throw new IllegalStateException("this bundle lacks " + path);
          }
          in.transferTo(jar);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] all = bytes.toByteArray();
    return new ForwarderJar(new Content(all), Specs.sha256(all).substring(0, 16));
  }
}
