package org.hansa.core.store;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;

/**
 * Blobs as files named by their content: {@code sha256/ab/ab12...}. A file appears under its name
 * only when it is whole and on the disk. Thread-safe.
 *
 * <p>A file's time says when it was last put or asked for: who does either is about to refer to it.
 */
final class BlobFolder implements Blobs, Sweepable {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  private final Path whole;
  private final Path partial;
  private final long maxBytes;
  private final long quota;
  private final InstantSource clock;
  private final Syncs syncs;

  /** Bytes of all files, those that are being written too. */
  private final AtomicLong used = new AtomicLong();

  /** Removes what a killed process left half written. */
  BlobFolder(Path folder, long maxBytes, long quota, InstantSource clock) throws IOException {
    this(folder, maxBytes, quota, clock, Syncs.DISK);
  }

  BlobFolder(Path folder, long maxBytes, long quota, InstantSource clock, Syncs syncs)
      throws IOException {
    this.syncs = syncs;
    this.whole = folder.resolve("sha256");
    this.partial = folder.resolve("partial");
    this.maxBytes = maxBytes;
    this.quota = quota;
    this.clock = clock;
    OwnerOnly.folder(whole);
    OwnerOnly.folder(partial);
    StateFolder.clean(partial);
    try (Stream<Path> all = Files.walk(whole)) {
      all.map(Path::toFile).filter(File::isFile).forEach(f -> used.addAndGet(f.length()));
    }
  }

  @Override
  public String put(InputStream content) throws IOException {
    try (PartialBlob part = new PartialBlob(partial, maxBytes, quota, used, syncs)) {
      String hex = part.write(content);
      if (keep(part.file(), home(hex))) {
        part.kept();
      }
      return "sha256:" + hex;
    }
  }

  /** False if the content is there already. */
  private synchronized boolean keep(Path file, Path home) throws IOException {
    boolean fresh = !Files.exists(home);
    if (fresh) {
      OwnerOnly.folder(home.getParent());
      syncs.folder(whole);
      Files.move(file, home, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
    // Also when it was there: the one who put it may not have got as far as this.
    syncs.folder(home.getParent());
    return fresh;
  }

  @Override
  public synchronized boolean has(String digest) {
    Path home = home(hex(digest));
    if (!Files.isRegularFile(home)) {
      return false;
    }
    try {
      Files.setLastModifiedTime(home, FileTime.from(clock.instant()));
      return true;
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the blob " + digest + " cannot be marked as wanted: " + e,
          "Check the disk.",
          List.of(),
          e);
    }
  }

  /** In a state folder, as its limits say. */
  static BlobFolder open(StateFolder state, Limits limits, InstantSource clock) throws IOException {
    return new BlobFolder(state.blobs(), limits.blobBytes(), limits.blobQuota(), clock);
  }

  /** Bytes of all of them. */
  long used() {
    return used.get();
  }

  long size(String hex) throws IOException {
    return Files.size(home(hex));
  }

  @Override
  public void unused(Instant since, Consumer<String> sink) throws IOException {
    try (Stream<Path> all = Files.walk(whole)) {
      for (Path file : (Iterable<Path>) all::iterator) {
        String name = file.getFileName().toString();
        if (HEX.matcher(name).matches() && isUnused(file, since)) {
          sink.accept(name);
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public synchronized boolean remove(String hex, Instant since) {
    Path file = home(hex);
    try {
      if (!isUnused(file, since)) {
        return false;
      }
      long size = Files.size(file);
      Files.delete(file);
      used.addAndGet(-size);
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isUnused(Path file, Instant since) throws IOException {
    return Files.isRegularFile(file) && Files.getLastModifiedTime(file).toInstant().isBefore(since);
  }

  @Override
  public InputStream open(String digest) throws IOException {
    try {
      return Files.newInputStream(home(hex(digest)));
    } catch (NoSuchFileException e) {
      throw new Problem(
          Problem.Reason.NOT_FOUND,
          "there is no blob " + digest,
          "Upload the content first.",
          List.of(),
          e);
    }
  }

  static Problem overQuota(long quota) {
    return new Problem(
        Problem.Reason.EXHAUSTED,
        "all blobs together would be over their quota of " + quota + " bytes",
        "Delete applications that use some, or raise blobQuotaMi; what nothing uses goes"
            + " within a day.");
  }

  private Path home(String hex) {
    return whole.resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** The check is what keeps a digest from naming any other file. */
  static String hex(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw Problem.invalid(
          "digest", digest, "sha256: and 64 hexadecimal digits", "Use what the upload answered.");
    }
    return digest.substring("sha256:".length());
  }
}
