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
import org.hansa.core.api.Tenant;
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

  /** Looks without a file until it is gone: who replaces it may first take it away. */
  private static final int LOOKS = 4;

  /** Letters of a label. */
  private static final int MOST = 63;

  private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);

  /** A file as it was; one that is still being written is another at the next look. */
  private record Print(long size, long modified) {}

  private final Path folder;
  private final DefaultExtensions extensions;
  private final Store store;
  private final Gate gate;
  private Map<Path, Print> before = Map.of();
  private final Map<Path, Print> done = new HashMap<>();

  /** How many looks in a row have missed it. */
  private final Map<Path, Integer> missed = new HashMap<>();

  DeployFolder(Path folder, DefaultExtensions extensions, Store store, Gate gate) {
    this.folder = folder;
    this.extensions = extensions;
    this.store = store;
    this.gate = gate;
  }

  /**
   * Often: what is laid there is taken at the second look after it, and what is taken away is gone
   * at the fourth.
   */
  void look() {
    try {
      Map<Path, Print> now = prints();
      now.forEach(
          (file, print) -> {
            if (print.equals(before.get(file)) && !print.equals(done.get(file))) {
              done.put(file, print);
              bring(file);
            }
          });
      missed.keySet().removeAll(now.keySet());
      Set<Path> away = new HashSet<>(done.keySet());
      away.removeAll(now.keySet());
      away.stream()
          .filter(file -> missed.merge(file, 1, Integer::sum) >= LOOKS)
          .forEach(this::remove);
      before = now;
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} cannot be read: {}", folder, e.getMessage());
    }
  }

  private Map<Path, Print> prints() throws IOException {
    Map<Path, Print> prints = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return prints;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path name = file.getFileName();
        if (isArchive(name.toString()) && Files.isRegularFile(file)) {
          prints.put(name, new Print(Files.size(file), Files.getLastModifiedTime(file).toMillis()));
        }
      }
    }
    return prints;
  }

  private static boolean isArchive(String name) {
    return name.endsWith(".kar") || name.endsWith(".jar");
  }

  private void bring(Path file) {
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

  private void remove(Path file) {
    done.remove(file);
    missed.remove(file);
    List<Change> changes =
        store
            .snapshot()
            .list(Extension.KIND, Tenant.SYSTEM)
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

  /** Of what a label may hold; what was left out of the name is made up for by its hash. */
  private static String label(Path file) {
    String name = file.toString();
    String word = name.replaceAll("[^A-Za-z0-9._-]", "_");
    if (word.equals(name) && word.length() <= MOST) {
      return word;
    }
    String hash = Integer.toHexString(name.hashCode());
    return hash + word.substring(Math.max(0, word.length() - MOST + hash.length()));
  }
}
