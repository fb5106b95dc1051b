package org.hansa.core.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The bytes of SQLite's write-ahead log, as its file format says: a header of 32 bytes, then frames
 * of a header of 24 bytes and a page each. A frame counts while it has the header's salt; the log
 * begins again from the front with another salt, and what is left of the former stays behind.
 */
final class WalFile {

  static final int PAGE = Integer.parseInt(SqliteDatabase.PAGE);
  static final int SECTOR = 512;

  private static final int HEADER = 32;
  private static final int FRAME_HEADER = 24;
  private static final int FRAME = FRAME_HEADER + PAGE;
  private static final int SALT = 16;

  private final byte[] bytes;

  WalFile(byte[] bytes) {
    this.bytes = bytes;
  }

  byte[] bytes() {
    return bytes;
  }

  static WalFile read(Path file) throws IOException {
    return new WalFile(Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
  }

  /** Of all frames that count: another generation has another. */
  long salt() {
    return bytes.length < HEADER ? 0 : ByteBuffer.wrap(bytes).getLong(SALT);
  }

  /** How many frames count, torn ones at the end too. */
  int frames() {
    int frames = 0;
    while (offset(frames + 1) <= bytes.length && number(frames, 8, Long.BYTES) == salt()) {
      frames++;
    }
    return frames;
  }

  /** Where a frame begins; the first is 0. */
  static int offset(int frame) {
    return HEADER + frame * FRAME;
  }

  /** The page that a frame holds; the first of a database is 1. */
  int page(int frame) {
    return (int) number(frame, 0, Integer.BYTES);
  }

  /** A frame that ends a transaction. */
  boolean commits(int frame) {
    return number(frame, 4, Integer.BYTES) != 0;
  }

  byte[] content(int frame) {
    int at = offset(frame) + FRAME_HEADER;
    return Arrays.copyOfRange(bytes, at, at + PAGE);
  }

  /** The last frame of a page among the first so many. */
  OptionalInt last(int page, int frames) {
    for (int frame = frames - 1; frame >= 0; frame--) {
      if (page(frame) == page) {
        return OptionalInt.of(frame);
      }
    }
    return OptionalInt.empty();
  }

  /** A page of a database file, if it is that long. */
  static Optional<byte[]> page(byte[] database, int page) {
    int end = page * PAGE;
    return end > database.length
        ? Optional.empty()
        : Optional.of(Arrays.copyOfRange(database, end - PAGE, end));
  }

  private long number(int frame, int at, int length) {
    ByteBuffer all = ByteBuffer.wrap(bytes);
    int place = offset(frame) + at;
    return length == Long.BYTES ? all.getLong(place) : all.getInt(place);
  }
}
