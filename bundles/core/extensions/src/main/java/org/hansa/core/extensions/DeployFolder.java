package org.hansa.core.extensions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hansa.core.api.Extension;
import org.hansa.core.api.Problem;
import org.hansa.core.api.Resource;
import org.hansa.core.api.control.Change;
import org.hansa.core.api.gate.Gate;
import org.hansa.core.api.gate.Principal;
import org.hansa.core.api.gate.Request;
import org.hansa.core.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder as a door: an archive that is laid there is installed, one that is replaced is installed
 * anew, and one that is taken away while this looks on is removed. A file that is not there when it
 * begins removes nothing: so a fresh release with an empty folder keeps what the store has. Used by
 * one thread.
 */
final class DeployFolder {

  static final Principal ITSELF = new Principal("system:deploy", Principal.SYSTEM_TENANT, Set.of());

  /** The file that an extension came from. */
  static final String LABEL = "hansa.file";

  private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

  /** A file as it was; one that is still being written is another at the next look. */
  private record Print(long size, long modified) {}

  private final Path folder;
  private final DefaultExtensions extensions;
  private final Store store;
  private final Gate gate;
  private Map<String, Print> before = Map.of();
  private final Map<String, Print> done = new HashMap<>();

  DeployFolder(Path folder, DefaultExtensions extensions, Store store, Gate gate) {
    this.folder = folder;
    this.extensions = extensions;
    this.store = store;
    this.gate = gate;
  }

  /** Every second or so. */
  void look() {
    try {
      Map<String, Print> now = prints();
      now.forEach(
          (file, print) -> {
            if (print.equals(before.get(file)) && !print.equals(done.get(file))) {
              done.put(file, print);
              bring(file);
            }
          });
      Set<String> gone = new HashSet<>(done.keySet());
      gone.removeAll(now.keySet());
      gone.forEach(this::remove);
      before = now;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be read: {}", folder, e.getMessage());
    }
  }

  private Map<String, Print> prints() throws IOException {
    Map<String, Print> prints = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return prints;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        String name = file.getFileName().toString();
        if ((name.endsWith(".kar") || name.endsWith(".jar")) && Files.isRegularFile(file)) {
          prints.put(name, new Print(Files.size(file), Files.getLastModifiedTime(file).toMillis()));
        }
      }
    }
    return prints;
  }

  private void bring(String file) {
    try {
      byte[] content;
      try (java.io.InputStream in = Files.newInputStream(folder.resolve(file))) {
        content = Archive.bounded(in);
      }
      extensions.install(
          ITSELF,
          "deploy",
          "deploy:" + file,
          Optional.empty(),
          content,
          false,
          Map.of(LABEL, label(file)));
    } catch (Problem e) {
      LOG.warn("{} is not installed: {}", file, e.line());
    } catch (IOException e) {
      LOG.warn("{} is not installed: it cannot be read: {}", file, e.getMessage());
      done.remove(file);
    }
  }

  private void remove(String file) {
    done.remove(file);
    List<Change> changes =
        store
            .snapshot()
            .list(Extension.KIND)
            .filter(e -> label(file).equals(e.labels().get(LABEL)))
            .map(Resource::ref)
            .map(ref -> (Change) Change.Delete.of(ref))
            .toList();
    if (!changes.isEmpty()) {
      try {
        gate.submit(Request.of(ITSELF, "deploy", "deploy:" + file, changes));
      } catch (Problem e) {
        LOG.warn("what came from {} is not removed: {}", file, e.line());
      }
    }
  }

  private static String label(String file) {
    String word = file.replaceAll("[^A-Za-z0-9._-]", "_");
    return word.length() > 63 ? word.substring(word.length() - 63) : word;
  }
}
