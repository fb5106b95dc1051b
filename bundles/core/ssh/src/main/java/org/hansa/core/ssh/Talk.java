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

  private Talk(Line line, String command) throws IOException {
    this.line = line;
    this.command = command;
    this.channel = line.session().createExecChannel(command);
    CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, LONG);
    channel.setErr(err);
  }

  static Talk begin(Line line, String command, Limit limit, ScheduledExecutorService timer)
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

  Ran ask(byte[] request, String over, int most, Limit limit) throws IOException {
    err.clear();
    boolean heard = told(request, limit);
    byte[] last = ("\n" + over + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] answer = new byte[CHUNK];
    int size = 0;
    InputStream in = channel.getInvertedOut();
    for (int n = 0; n >= 0; n = in.read(answer, size, answer.length - size)) {
      size += n;
      if (size > most + last.length) {
        throw new DriverException(Reason.INTERNAL, "a command says more than " + most + " bytes");
      }
      if (endsWith(answer, size, last)) {
        return new Ran(0, Arrays.copyOf(answer, size - over.length() - 1), new byte[0]);
      }
      if (size == answer.length) {
        answer = Arrays.copyOf(answer, 2 * size);
      }
    }
    return ended(Arrays.copyOf(answer, size), heard, limit);
  }

  /** False if it ended before it had read all: how it did is said then. */
  private boolean told(byte[] request, Limit limit) throws IOException {
    try {
      OutputStream out = channel.getInvertedIn();
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

  private static boolean endsWith(byte[] all, int size, byte[] last) {
    return size >= last.length
        && Arrays.equals(all, size - last.length, size, last, 0, last.length);
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
