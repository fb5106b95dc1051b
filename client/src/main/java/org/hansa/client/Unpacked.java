package org.hansa.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.hansa.core.api.Problem;

/** A small archive of texts, laid out in a folder that was not there. */
record Unpacked(Path here) {

  private static final int MOST_FILES = 100;
  private static final int LONGEST_FILE = 1 << 20;

  /**
   * @param name of the folder in which all of it must lie
   * @return the lines of each file
   * @throws Problem CONFLICT if the folder is there; UNAVAILABLE for an archive that would write
   *     elsewhere or is too large
   */
  Map<String, Long> write(String name, byte[] zip) throws IOException {
    Path folder = here.resolve(name).normalize();
    if (Files.exists(folder)) {
      throw Problem.conflict(folder + " is there already", "Choose another name.");
    }
    Map<Path, byte[]> files = new TreeMap<>();
    try (ZipInputStream in =
        new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path file = here.resolve(entry.getName()).normalize();
        byte[] content = in.readNBytes(LONGEST_FILE + 1);
        boolean fits =
            file.startsWith(folder) && content.length <= LONGEST_FILE && files.size() < MOST_FILES;
        if (!fits) {
          throw new Problem(
              Problem.Reason.UNAVAILABLE,
              "the archive that came is none of a driver",
              "Look whether that is Hansa's address.");
        }
        if (!entry.isDirectory()) {
          files.put(file, content);
        }
      }
    }
    Map<String, Long> made = new TreeMap<>();
    for (Map.Entry<Path, byte[]> file : files.entrySet()) {
      Files.createDirectories(file.getKey().getParent());
      Files.write(file.getKey(), file.getValue());
      made.put(
          here.relativize(file.getKey()).toString(),
          new String(file.getValue(), StandardCharsets.UTF_8).lines().count());
    }
    return made;
  }
}
