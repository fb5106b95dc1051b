package org.hansa.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;

/**
 * Blobs as files named by their content: {@code sha256/ab/ab12...}. A file appears under its name
 * only when it is whole and on the disk. Thread-safe.
 */
final class BlobFolder implements Blobs {

  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int CHUNK = 64 << 10;

  private final Path whole;
  private final Path partial;
  private final long maxBytes;

  /** Removes what a killed process left half written. */
  BlobFolder(Path folder, long maxBytes) throws IOException {
    this.whole = folder.resolve("sha256");
    this.partial = folder.resolve("partial");
    this.maxBytes = maxBytes;
    OwnerOnly.folder(whole);
    OwnerOnly.folder(partial);
    StateFolder.clean(partial);
  }

  @Override
  public String put(InputStream content) throws IOException {
    Path file = partial.resolve(UUID.randomUUID().toString());
    try {
      String hex = write(content, file);
      Path home = home(hex);
      if (!Files.exists(home)) {
        OwnerOnly.folder(home.getParent());
        OwnerOnly.sync(whole);
        Files.move(file, home, StandardCopyOption.ATOMIC_MOVE);
      }
      // Also when it was there: the one who put it may not have got as far as this.
      OwnerOnly.sync(home.getParent());
      return "sha256:" + hex;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public boolean has(String digest) {
    return Files.isRegularFile(home(hex(digest)));
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
          java.util.List.of(),
          e);
    }
  }

  private String write(InputStream content, Path file) throws IOException {
    MessageDigest sha = sha256();
    byte[] chunk = new byte[CHUNK];
    long size = 0;
    try (FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.fileAttributes(file))) {
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        size += n;
        if (size > maxBytes) {
          throw new Problem(
              Problem.Reason.TOO_LARGE,
              "the blob is longer than " + maxBytes + " bytes",
              "Split it, or make it smaller.");
        }
        sha.update(chunk, 0, n);
        ByteBuffer rest = ByteBuffer.wrap(chunk, 0, n);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      channel.force(true);
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  private Path home(String hex) {
    return whole.resolve(hex.substring(0, 2)).resolve(hex);
  }

  /** The check is what keeps a digest from naming any other file. */
  private static String hex(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw Problem.invalid(
          "digest", digest, "sha256: and 64 hexadecimal digits", "Use what the upload answered.");
    }
    return digest.substring("sha256:".length());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
