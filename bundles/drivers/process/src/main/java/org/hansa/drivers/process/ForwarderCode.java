package org.hansa.drivers.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.hansa.drivers.process.forwarder.Forwarder;

/**
 * The forwarder's classes, taken out of this bundle so that they stay when it is replaced.
 *
 * @param files by path
 * @param digest of all of them: a forwarder of another digest is replaced
 */
record ForwarderCode(Map<String, byte[]> files, String digest) {

  static ForwarderCode ofThisBundle() {
    Map<String, byte[]> files = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    for (Class<?> type : Forwarder.code()) {
      String path = type.getName().replace('.', '/') + ".class";
      String name = path.substring(path.lastIndexOf('/') + 1);
      try (InputStream in = type.getResourceAsStream(name)) {
        files.put(path, in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException("this bundle lacks its own class " + path, e);
      }
    }
    files.forEach((path, bytes) -> text.append(path).append(HexFormat.of().formatHex(bytes)));
    return new ForwarderCode(files, Specs.sha256(text.toString()).substring(0, 16));
  }

  String folder() {
    return "code-" + digest;
  }

  /** Lays the classes into the forwarder's folder, whole or not at all. */
  void lay(Path forwarder) throws IOException {
    if (Files.isDirectory(forwarder.resolve(folder()))) {
      return;
    }
    Path fresh = forwarder.resolve("code.new");
    Trees.delete(fresh);
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = fresh.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.move(fresh, forwarder.resolve(folder()), StandardCopyOption.ATOMIC_MOVE);
  }
}
