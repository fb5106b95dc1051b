package org.hansa.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.core.CoreModuleProperties;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** A command that stays, on a channel of its own; one call at a time asks it. */
final class Talk {

  private static final int MOST_COMPLAINT = 16 << 10;
  private static final int CHUNK = 32 << 10;

  /** A call ends its channel when its time is over: no other limit is needed. */
  private static final Duration LONG = Duration.ofDays(1);

  private final Line line;
  private final String command;
  private final ChannelExec channel;
  private final Bounded err = new Bounded(MOST_COMPLAINT, () -> {});
  private int asked;

  private Talk(Line line, String command) throws IOException {
    this.line = line;
    this.command = command;
    this.channel = line.session().createExecChannel(command);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, LONG);
    channel.setErr(err);
  }

  static Talk begin(Line line, String command, Limit limit, ScheduledExecutorService timer)
      throws IOException {
    return Opener.open(limit, () -> opened(line, command, limit, timer));
  }

  private static Talk opened(Line line, String command, Limit limit, ScheduledExecutorService timer)
      throws IOException {
    Talk talk = new Talk(line, command);
    ScheduledFuture<?> guard = limit.guard(timer, talk::cut);
    boolean open = false;
    try {
      talk.channel.open().verify(limit.left());
      open = true;
      return talk;
    } finally {
      guard.cancel(false);
      if (!open) {
        talk.end();
      }
    }
  }

  String command() {
    return command;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /** False, and it is ended, if it is another line's or can be asked no more. */
  boolean isOpenOn(Line wanted) {
    boolean open = line == wanted && isOpen();
    if (!open) {
      end();
    }
    return open;
  }

  /** One request and its answer, between two lines that say its number. */
  Ran ask(byte[] request, String mark, int most, Limit limit) throws IOException {
    err.clear();
    asked++;
    boolean heard = told(request, limit);
    byte[] line = (mark + " " + asked + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] said = new byte[CHUNK];
    int size = 0;
    int begin = -1;
    InputStream in = channel.getInvertedOut();
    for (int n = 0; n >= 0; n = in.read(said, size, said.length - size)) {
      int from = Math.max(0, size - line.length);
      size += n;
      if (begin < 0) {
        begin = begin(said, from, size, line);
        from = begin;
      }
      if (size > most + Math.max(0, begin) + line.length) {
        throw new DriverException(Reason.INTERNAL, "a command says more than " + most + " bytes");
      }
      int end = begin < 0 ? -1 : find(said, Math.max(begin, from), size, line, true);
      if (end >= 0 && end + line.length < size) {
        throw wrong();
      }
      if (end >= 0) {
        return new Ran(0, Arrays.copyOfRange(said, begin, end), new byte[0]);
      }
      if (size == said.length) {
        said = Arrays.copyOf(said, 2 * size);
      }
    }
    return ended(Arrays.copyOf(said, size), heard, limit);
  }

  /**
   * Where the answer begins, or less than 0. Before the first a login shell may say something of
   * its own; what stands before another is no answer to what was asked.
   */
  private int begin(byte[] said, int from, int size, byte[] line) throws IOException {
    int at = asked == 1 ? find(said, from, size, line, false) : 0;
    int known = Math.min(size, line.length);
    if (asked > 1 && !Arrays.equals(said, 0, known, line, 0, known)) {
      throw wrong();
    }
    return at < 0 || size < at + line.length ? -1 : at + line.length;
  }

  /** The first place of a line from here on, or less than 0. */
  private static int find(byte[] said, int from, int size, byte[] line, boolean whole) {
    for (int at = from; at + line.length <= size; at++) {
      if (Arrays.equals(said, at, at + line.length, line, 0, line.length)
          && (!whole || said[at - 1] == '\n')) {
        return at;
      }
    }
    return -1;
  }

  private static IOException wrong() {
    return new IOException("what it says is no answer to what was asked");
  }

  /** False if it ended before it had read all: how it did is said then. */
  private boolean told(byte[] request, Limit limit) throws IOException {
    try {
      OutputStream out = channel.getInvertedIn();
      out.write((asked + " ").getBytes(StandardCharsets.UTF_8));
      out.write(request);
      out.flush();
      return true;
    } catch (IOException e) {
      limit.check();
      if (channel.isOpen() && channel.getExitStatus() == null) {
        throw e;
      }
      return false;
    }
  }

  private Ran ended(byte[] answer, boolean heard, Limit limit) throws IOException {
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit.left().plusSeconds(1));
    Integer exit = channel.getExitStatus();
    if (exit == null && channel.getExitSignal() == null) {
      limit.check();
      throw new IOException("the connection ended before the command did");
    }
    if (exit != null && exit == 0) {
      throw new IOException(
          heard ? "the command ended within its answer" : "the command did not read its input");
    }
    return new Ran(exit == null ? -1 : exit, answer, err.bytes());
  }

  /** At once, whoever waits for it; the other side learns of it only with the connection's end. */
  void cut() {
    channel.close(true);
  }

  /** The other side is told, and its command ends with its input; nobody waits for that. */
  void end() {
    channel.close(false);
  }
}
