package org.hansa.drivers.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hansa.core.driver.workload.LogPart;

/**
 * One reading of a log over all its files, by places that are counted from the first byte that the
 * workload ever wrote. A cursor is the log's mark and such a place, at the beginning of a line.
 */
final class LogReading {

  private static final Pattern CURSOR = Pattern.compile("([0-9a-z]{1,20})-([0-9]{1,18})");

  /** So much is read for one answer; what has no end of line within comes in pieces. */
  static final int MOST_READ = 256 << 10;

  /** And so much for the last lines; an answer holds it whatever the bytes are. */
  private static final int MOST_LAST = 512 << 10;

  /**
   * A file, and the places of its bytes.
   *
   * @param torn true if bytes may be missing behind it
   */
  private record Piece(Path file, long from, long to, boolean torn) {}

  private final LogCuts cuts;
  private final List<Piece> pieces;

  private LogReading(LogCuts cuts, List<Piece> pieces) {
    this.cuts = cuts;
    this.pieces = pieces;
  }

  static LogReading of(Home home) throws IOException {
    LogCuts cuts = LogCuts.of(home);
    long newer = size(Logs.kept(home, 1));
    long begin = cuts.cut() - newer;
    long former = size(Logs.kept(home, 2));
    List<Piece> pieces =
        List.of(
            new Piece(
                Logs.kept(home, 2),
                cuts.former() - former,
                cuts.former(),
                cuts.formerTorn() || cuts.former() < begin),
            new Piece(Logs.kept(home, 1), begin, cuts.cut(), cuts.torn()),
            new Piece(Logs.file(home), cuts.cut(), cuts.cut() + size(Logs.file(home)), false));
    return new LogReading(cuts, pieces.stream().filter(p -> p.from() < p.to()).toList());
  }

  private static long size(Path file) throws IOException {
    return Files.isRegularFile(file) ? Files.size(file) : 0;
  }

  private long first() {
    return pieces.isEmpty() ? cuts.cut() : pieces.get(0).from();
  }

  private long end() {
    return pieces.isEmpty() ? cuts.cut() : pieces.get(pieces.size() - 1).to();
  }

  /** The last lines that have an end, as far as they are in what is looked at. */
  LogPart last(int most) throws IOException {
    long end = end();
    long first = Math.max(first(), end - MOST_LAST);
    byte[] bytes = read(first, (int) (end - first), true).bytes();
    int to = bytes.length;
    while (to > 0 && bytes[to - 1] != '\n') {
      to--;
    }
    int from = to;
    for (int lines = 0; from > 0; from--) {
      lines += bytes[from - 1] == '\n' ? 1 : 0;
      if (lines > most) {
        break;
      }
    }
    List<String> lines = lines(bytes, from, to);
    return new LogPart(
        lines.subList(Math.max(0, lines.size() - most), lines.size()),
        cursor(end - bytes.length + to),
        false);
  }

  LogPart after(String cursor, int most) throws IOException {
    Matcher said = CURSOR.matcher(cursor);
    if (!said.matches()) {
      throw Fault.invalid("no log has said the cursor '" + cursor + "'; begin without one");
    }
    long asked = Long.parseLong(said.group(2));
    boolean known = said.group(1).equals(cuts.log()) && asked >= first() && asked <= end();
    long from = known ? there(asked) : first();
    Bytes read = read(from, (int) Math.min(MOST_READ, end() - from), false);
    int to = whole(read, most);
    boolean gap = (!known || from > asked || torn(from)) && to > 0;
    // Where nothing comes yet, the place that is not known stays, to be told of with the lines.
    return new LogPart(
        lines(read.bytes(), 0, to), known || to > 0 ? cursor(from + to) : cursor, gap);
  }

  /** This place, or where the next piece begins if what stood there is not kept. */
  private long there(long place) {
    return pieces.stream()
        .filter(piece -> piece.to() > place)
        .mapToLong(piece -> Math.max(piece.from(), place))
        .findFirst()
        .orElse(place);
  }

  /** True if a line may be missing before this place. */
  private boolean torn(long place) {
    return pieces.stream().anyMatch(piece -> piece.torn() && piece.to() == place);
  }

  /**
   * @param cut true if they end where some may be missing, so that no line goes on behind them
   */
  @SuppressWarnings("ArrayRecordComponent")
  private record Bytes(byte[] bytes, boolean cut) {}

  /**
   * @param across true to read on behind places where some may be missing
   */
  private Bytes read(long from, int most, boolean across) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Piece piece : pieces) {
      if (piece.to() > from && all.size() < most) {
        long at = Math.max(from, piece.from());
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(most - all.size(), piece.to() - at));
        try (FileChannel in = FileChannel.open(piece.file(), StandardOpenOption.READ)) {
          for (int n = 0; n >= 0 && bytes.hasRemaining(); ) {
            n = in.read(bytes, at - piece.from() + bytes.position());
          }
        }
        all.write(bytes.array(), 0, bytes.position());
        if (!across && piece.torn() && at + bytes.position() == piece.to()) {
          return new Bytes(all.toByteArray(), true);
        }
      }
    }
    return new Bytes(all.toByteArray(), false);
  }

  /** How many bytes of these are lines to be given. */
  private static int whole(Bytes read, int most) {
    byte[] bytes = read.bytes();
    int to = 0;
    int lines = 0;
    for (int i = 0; i < bytes.length && lines < most; i++) {
      if (bytes[i] == '\n') {
        to = i + 1;
        lines++;
      }
    }
    boolean rest = to < bytes.length && lines < most;
    boolean endless = to == 0 && bytes.length == MOST_READ;
    return rest && (read.cut() || endless) ? bytes.length : to;
  }

  /** Those that are longer than what is read for one answer, in pieces of that. */
  private static List<String> lines(byte[] bytes, int from, int to) {
    List<String> lines = new ArrayList<>();
    int begin = from;
    for (int i = from; i < to; i++) {
      boolean ends = bytes[i] == '\n';
      if (ends || i - begin == MOST_READ) {
        lines.add(line(bytes, begin, i));
        begin = ends ? i + 1 : i;
      }
    }
    if (begin < to) {
      lines.add(line(bytes, begin, to));
    }
    return lines;
  }

  private static String line(byte[] bytes, int from, int to) {
    int end = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  private String cursor(long place) {
    return cuts.log() + "-" + place;
  }
}
