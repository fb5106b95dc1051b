package org.hansa.core.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Writes one file of lines, and knows in the end how many there were and their digest. */
final class PartWriter implements AutoCloseable {

  private final String part;
  private final FileChannel channel;
  private final OutputStream out;
  private final MessageDigest digest = Sha.digest();
  private long lines;
  private long bytes;
  private long also;

  PartWriter(Path folder, String part) throws IOException {
    this.part = part;
    Path file = folder.resolve(part + ".ndjson");
    channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            OwnerOnly.fileAttributes(file));
    out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  void line(String text) throws IOException {
    byte[] line = (text + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line);
    digest.update(line);
    lines++;
    bytes += line.length;
  }

  /** Bytes beside the file that its last line speaks of. */
  void also(long more) {
    also += more;
  }

  long lines() {
    return lines;
  }

  /** Makes it durable. */
  Manifest.Lines end() throws IOException {
    out.flush();
    channel.force(true);
    return new Manifest.Lines(part, lines, bytes, also, Sha.hex(digest));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
