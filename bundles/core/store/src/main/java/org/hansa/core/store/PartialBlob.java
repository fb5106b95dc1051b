package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.hansa.core.api.Problem;

/**
 * A blob while it is written: a file that nobody finds yet. Closing removes it, unless it was moved
 * away, and gives back what it took of the quota, unless it is {@link #kept}.
 */
final class PartialBlob implements AutoCloseable {

  private static final int CHUNK = 64 << 10;

  private final Path file;
  private final long maxBytes;
  private final long quota;
  private final AtomicLong used;
  private final Syncs syncs;
  private long taken;

  /**
   * @param used bytes of all blobs, to which this one adds as it grows
   */
  PartialBlob(Path folder, long maxBytes, long quota, AtomicLong used, Syncs syncs) {
    this.syncs = syncs;
    this.file = folder.resolve(UUID.randomUUID().toString());
    this.maxBytes = maxBytes;
    this.quota = quota;
    this.used = used;
  }

  Path file() {
    return file;
  }

  /**
   * All of it, and on the disk.
   *
   * @return the hex digest
   * @throws Problem TOO_LARGE, EXHAUSTED over the quota, UNAVAILABLE if the disk refuses
   */
  String write(InputStream content) throws IOException {
    MessageDigest sha = Sha.digest();
    byte[] chunk = new byte[CHUNK];
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.fileAttributes(file))) {
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        take(n);
        sha.update(chunk, 0, n);
        ByteBuffer rest = ByteBuffer.wrap(chunk, 0, n);
        disk(() -> fill(channel, rest));
      }
      disk(() -> syncs.file(file, channel));
    }
    return Sha.hex(sha);
  }

  private void take(int bytes) {
    if (taken + bytes > maxBytes) {
      throw new Problem(
          Problem.Reason.TOO_LARGE,
          "the blob is longer than " + maxBytes + " bytes",
          "Split it, or make it smaller.");
    }
    taken += bytes;
    if (used.addAndGet(bytes) > quota) {
      throw BlobFolder.overQuota(quota);
    }
  }

  private static void fill(FileChannel channel, ByteBuffer rest) throws IOException {
    while (rest.hasRemaining()) {
      channel.write(rest);
    }
  }

  @FunctionalInterface
  private interface Write {
    void run() throws IOException;
  }

  /** What the disk refuses is not the sender's fault. */
  private void disk(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      throw new Problem(
          Problem.Reason.UNAVAILABLE,
          "the blob cannot be written below " + file.getParent() + ": " + e.getMessage(),
          "Check the disk, which has " + (file.toFile().getUsableSpace() >> 20) + " MiB left.",
          List.of(),
          e);
    }
  }

  /** Its bytes are those of a blob from now on. */
  void kept() {
    taken = 0;
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(file);
    } finally {
      used.addAndGet(-taken);
    }
  }
}
