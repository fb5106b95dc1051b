package org.hansa.core.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * Reads SQLite's write-ahead log before SQLite does, which takes the first frame that is not as it
 * was written for the log's end, and drops what was committed behind it without a word.
 *
 * <p>The sum of a frame goes on from that of the frame before, so a frame behind a damaged one can
 * still be told to be whole: it fits the sum that its neighbour says. A frame that goes on from the
 * end of a transaction was written after that one was synced. So the pair of the two behind a frame
 * that is not whole is damage. A transaction that was cut off, or rolled back, or whose sync
 * failed, never leaves one: nothing goes on from its end.
 */
final class LogCheck {

  private static final int MAGIC = 0x377f0682;

  /** Bytes before the first frame, and in it the page's bytes, the salt and the sum. */
  private static final int HEAD = 32;

  private static final int HEAD_PAGE = 8;
  private static final int HEAD_SALT = 16;
  private static final int HEAD_SUM = 24;

  /** Bytes of a frame before its page: of page and size, which are summed, of salt and of sum. */
  private static final int FRAME = 24;

  /** Pages of the database after a commit; 0 in a frame that does not end a transaction. */
  private static final int SIZE = 4;

  private static final int SALT = 8;
  private static final int SUM = 16;

  /** Where the database's own header says how long its pages are. */
  private static final int PAGE = 16;

  private final ByteOrder order;
  private ByteBuffer frame;
  private ByteBuffer former;

  private LogCheck(ByteOrder order, int page) {
    this.order = order;
    this.frame = ByteBuffer.allocate(FRAME + page);
    this.former = ByteBuffer.allocate(FRAME + page);
  }

  /**
   * Of a database that no connection is open to. It changes nothing.
   *
   * @throws Damaged if something was committed behind a frame that is not as it was written
   */
  static void check(Path database) throws SQLException {
    Path log = database.resolveSibling(database.getFileName() + "-wal");
    OptionalLong at;
    try {
      at = Files.exists(log) ? damage(log, database) : OptionalLong.empty();
    } catch (IOException e) {
      throw new SQLException("its log " + log + " cannot be read: " + e.getMessage(), e);
    }
    if (at.isPresent()) {
      throw new Damaged(
          "its log "
              + log
              + " is damaged at byte "
              + at.getAsLong()
              + ", and what was committed behind that would be lost");
    }
  }

  private static OptionalLong damage(Path log, Path database) throws IOException {
    ByteBuffer head = front(log, HEAD);
    if (head.capacity() < HEAD) {
      return OptionalLong.empty();
    }
    ByteOrder order = (head.getInt(0) & 1) == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    int page = head.getInt(HEAD_PAGE);
    if ((head.getInt(0) & ~1) == MAGIC
        && sum(0, head, 0, HEAD_SUM, order) == head.getLong(HEAD_SUM)
        && isPage(page)) {
      return new LogCheck(order, page).scan(log, head, true);
    }
    return headless(log, head, front(database, PAGE + Short.BYTES));
  }

  /** SQLite takes all of such a log for nothing; what its head says may all be wrong. */
  private static OptionalLong headless(Path log, ByteBuffer head, ByteBuffer database)
      throws IOException {
    int said = database.capacity() < PAGE + Short.BYTES ? 0 : database.getShort(PAGE) & 0xffff;
    int page = said == 1 ? 1 << 16 : said;
    OptionalLong found = OptionalLong.empty();
    if (isPage(page)) {
      found = new LogCheck(ByteOrder.LITTLE_ENDIAN, page).scan(log, head, false);
      if (found.isEmpty()) {
        found = new LogCheck(ByteOrder.BIG_ENDIAN, page).scan(log, head, false);
      }
    }
    return found;
  }

  private static boolean isPage(int bytes) {
    return bytes >= 512 && bytes <= 1 << 16 && Integer.bitCount(bytes) == 1;
  }

  /** So many bytes, or as many as there are. */
  private static ByteBuffer front(Path file, int bytes) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return ByteBuffer.wrap(in.readNBytes(bytes));
    }
  }

  /**
   * @param known whether the head is whole, so that only frames of its salt count: others are left
   *     from before the log began anew
   * @return where it is damaged
   */
  private OptionalLong scan(Path log, ByteBuffer head, boolean known) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(log))) {
      in.skipNBytes(HEAD);
      long said = head.getLong(HEAD_SUM);
      long made = sum(0, head, 0, HEAD_SUM, order);
      long broken = known ? -1 : 0;
      boolean ended = false;
      for (long at = HEAD; read(in); at += frame.capacity()) {
        boolean counts = !known || frame.getLong(SALT) == head.getLong(HEAD_SALT);
        long sum = frame.getLong(SUM);
        boolean whole = counts && (sum(said) == sum || (made != said && sum(made) == sum));
        if (broken >= 0 && whole && ended && !isRepeated()) {
          return OptionalLong.of(broken);
        }
        broken = broken < 0 && !whole ? at : broken;
        ended = broken >= 0 && whole && frame.getInt(SIZE) != 0;
        // Of a damaged frame either may be right: what it says, or what is made of what it has.
        made = counts && !whole ? sum(said) : sum;
        said = sum;
      }
      return OptionalLong.empty();
    }
  }

  /** False at the end, where a part of one may be left. */
  private boolean read(InputStream in) throws IOException {
    ByteBuffer next = former;
    former = frame;
    frame = next;
    return in.readNBytes(frame.array(), 0, frame.capacity()) == frame.capacity();
  }

  /** On some disks the last frame of a transaction is repeated until a sector is full. */
  private boolean isRepeated() {
    byte[] one = frame.array();
    byte[] other = former.array();
    return Arrays.equals(one, 0, SALT, other, 0, SALT)
        && Arrays.equals(one, FRAME, one.length, other, FRAME, other.length);
  }

  /** That of this frame, if it goes on from the sum of another. */
  private long sum(long before) {
    return sum(sum(before, frame, 0, SALT, order), frame, FRAME, frame.capacity(), order);
  }

  /** SQLite's: of two words at a time, in the order that the log's head says. */
  private static long sum(long before, ByteBuffer bytes, int from, int until, ByteOrder order) {
    ByteBuffer words = bytes.duplicate().order(order);
    int first = (int) (before >>> Integer.SIZE);
    int second = (int) before;
    for (int at = from; at < until; at += 2 * Integer.BYTES) {
      first += words.getInt(at) + second;
      second += words.getInt(at + Integer.BYTES) + first;
    }
    return ((long) first << Integer.SIZE) | Integer.toUnsignedLong(second);
  }
}
