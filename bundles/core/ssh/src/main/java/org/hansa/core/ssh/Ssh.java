package org.hansa.core.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * A machine by SSH. Making one reads no key and touches no network: the first call connects, all
 * calls share the connection, and the one after it broke connects again. A peer that is silent for
 * a quarter of a minute counts as gone.
 *
 * <p>A call ends by its deadline, whatever it is at: UNAVAILABLE then says at what, and the outcome
 * is unknown, for what was said may still arrive. A login that is refused, a key of the other
 * machine that is not known, and a key or passphrase that cannot be used are UNAUTHORIZED. Thread-
 * safe; a call uses the thread that it is made on.
 *
 * <p>The login shell of the user must be a POSIX one.
 */
public final class Ssh implements AutoCloseable {

  /** A peer that has said nothing for three of these is gone. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(5);

  private static final int MOST_COMPLAINT = 16 << 10;

  /** After it stands what was asked for. */
  private static final String HERE = "hansa-upload";

  private static final int CHUNK = 32 << 10;

  private final SshServer server;
  private final Connection connection;
  private final Talks talks = new Talks();

  /**
   * @throws DriverException INVALID if a line of the known hosts cannot be read, or none is of the
   *     server
   */
  public Ssh(SshServer server, SshLogin login) {
    this(server, login, HEARTBEAT);
  }

  Ssh(SshServer server, SshLogin login, Duration heartbeat) {
    this.server = server;
    this.connection = new Connection(server, login, heartbeat);
  }

  /**
   * Runs a command and waits until it has ended and whatever holds its output open.
   *
   * @param command for the login shell; {@link Sh} makes one of words
   * @param input what it reads, to the end; read on this thread, and closed by the caller
   * @param most bytes of output; more is INTERNAL
   */
  public Ran run(String command, InputStream input, int most, Deadline deadline) {
    return on(
        deadline,
        (line, limit) -> {
          try {
            return exec(line, limit, command, input, most);
          } finally {
            if (limit.isOver()) {
              line.retire();
            }
          }
        });
  }

  /**
   * Asks a command that stays, and reads requests one after another. One that waits for the next,
   * begun by an earlier call with the same words, is used again: then this costs one way there and
   * back. A few wait, as long as the connection stands; they must end with their input.
   *
   * <p>Each request is preceded by its number and a blank. The answer stands between two lines that
   * are the mark, a blank and this number; what a login shell says before the first is dropped. A
   * command that says anything else instead is asked no more, and that is UNAVAILABLE.
   *
   * @param request what it reads of its input after the number, and no more
   * @param most bytes of an answer; more is INTERNAL
   * @return the answer with exit code 0; if the command ended instead, how it did
   */
  public Ran converse(String command, byte[] request, String mark, int most, Deadline deadline) {
    return on(
        deadline,
        (line, limit) -> {
          try {
            return conversed(line, limit, command, request, mark, most);
          } finally {
            if (limit.isOver()) {
              line.retire();
            }
          }
        });
  }

  /** The same without input. */
  public Ran run(String command, int most, Deadline deadline) {
    return run(command, InputStream.nullInputStream(), most, deadline);
  }

  /**
   * Makes a file there, whole or not at all: what was at the path stays until all has arrived. A
   * crash between can leave a file {@code <path>.<six letters>}.
   *
   * @param content to its end; if reading it fails nothing is made, and that is INTERNAL
   * @param path absolute, or from the user's home; its folder must be there
   * @param mode as {@code chmod} takes it: {@code 600}
   */
  public void upload(InputStream content, String path, String mode, Deadline deadline) {
    if (!mode.matches("[0-7]{3,4}")) {
      throw new DriverException(Reason.INVALID, "'" + mode + "' is no mode of a file, like 600");
    }
    String target = Sh.quote(path.startsWith("-") ? "./" + path : path);
    Counted counted = new Counted(content);
    String part =
        ran(run(
                "umask 077; t=$(mktemp "
                    + target
                    + ".XXXXXX) && { cat >\"$t\" && echo "
                    + HERE
                    + " && wc -c <\"$t\" && printf '%s' \"$t\""
                    + " || { rm -f \"$t\"; exit 1; }; }",
                counted,
                CHUNK,
                deadline))
            .text();
    // What a login shell says of its own stands before.
    int begin = part.indexOf(HERE + "\n");
    String said = begin < 0 ? "" : part.substring(begin + HERE.length() + 1);
    int end = said.indexOf('\n');
    String size = end < 0 ? "" : said.substring(0, end).strip();
    String temporary = Sh.quote(said.substring(end + 1));
    // An end of input that came by a connection that was cut looks like the end of the content.
    if (!size.equals(Long.toString(counted.count()))) {
      throw new DriverException(
          Reason.UNAVAILABLE, "only a part of " + path + " arrived at " + server);
    }
    ran(
        run(
            "chmod " + mode + " " + temporary + " && mv -f " + temporary + " " + target,
            CHUNK,
            deadline));
  }

  /**
   * A file's content.
   *
   * @param most bytes; a longer one is INTERNAL
   * @throws DriverException NOT_FOUND if it is not there
   */
  public byte[] read(String path, int most, Deadline deadline) {
    String file = Sh.quote(path.startsWith("-") ? "./" + path : path);
    Ran ran = run("[ -f " + file + " ] || exit 44; cat " + file, most, deadline);
    if (ran.exit() == 44) {
      throw new DriverException(Reason.NOT_FOUND, "there is no file " + path + " at " + server);
    }
    return ran(ran).out();
  }

  private Ran ran(Ran ran) {
    if (ran.exit() != 0) {
      String said = ran.complaint();
      String low = said.toLowerCase(java.util.Locale.ROOT);
      Reason reason =
          low.contains("no space left") || low.contains("quota exceeded")
              ? Reason.EXHAUSTED
              : low.contains("permission denied")
                  ? Reason.UNAUTHORIZED
                  : low.contains("no such file") ? Reason.NOT_FOUND : Reason.INTERNAL;
      throw new DriverException(reason, server + " says: " + said);
    }
    return ran;
  }

  /**
   * What a port of the other machine's loopback answers to a request, up to a number of bytes or
   * the end. The server must allow forwarding of ports ({@code AllowTcpForwarding local}), else it
   * is UNAUTHORIZED; a port where nobody listens is UNAVAILABLE.
   */
  public byte[] ask(int port, byte[] request, int most, Deadline deadline) {
    return on(deadline, (line, limit) -> asked(line, limit, port, request, most));
  }

  /**
   * The same of several ports side by side. One that does not answer in its time, or where nobody
   * listens, is left out.
   *
   * @param each how long an answer is waited for
   */
  public Map<Question, byte[]> ask(
      Collection<Question> questions, int most, Duration each, Deadline deadline) {
    return on(
        deadline,
        (line, limit) -> {
          Map<Question, byte[]> answers =
              new Asking(questions, q -> one(line, q, most, each, deadline))
                  .answers(connection.threads(), limit);
          if (!line.session().isOpen()) {
            throw new IOException("the connection ended before all had answered");
          }
          return answers;
        });
  }

  private byte[] one(Line line, Question question, int most, Duration each, Deadline deadline) {
    Duration time = each.compareTo(deadline.left()) < 0 ? each : deadline.left();
    Limit limit = new Limit(server, Deadline.in(time, deadline.nanos()), "asking a port of");
    try {
      byte[] request = question.request().getBytes(StandardCharsets.UTF_8);
      return asked(line, limit, question.port(), request, most);
    } catch (IOException e) {
      throw limit.failed(e);
    }
  }

  @FunctionalInterface
  private interface Call<T> {
    T on(Line line, Limit limit) throws IOException;
  }

  private <T> T on(Deadline deadline, Call<T> call) {
    Limit limit = new Limit(server, deadline, "connecting to");
    Line line = connection.enter(limit);
    try {
      line.await(limit);
      try {
        return call.on(line, limit);
      } catch (IOException e) {
        throw limit.failed(e);
      } finally {
        line.release();
      }
    } finally {
      line.leave();
    }
  }

  private Ran exec(Line line, Limit limit, String command, InputStream input, int most)
      throws IOException {
    limit.doing("running a command at");
    try (Exec begun = Opener.open(limit, () -> begun(line, limit, command, most))) {
      ClientChannel channel = begun.opened().channel();
      Bounded out = begun.out();
      boolean heard = write(channel, input, limit);
      channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), limit.left().plusSeconds(1));
      if (out.isOver()) {
        throw new DriverException(
            Reason.INTERNAL, "a command at " + server + " says more than " + most + " bytes");
      }
      Integer exit = channel.getExitStatus();
      if (exit == null && channel.getExitSignal() == null) {
        limit.check();
        throw new IOException("the connection ended before the command did");
      }
      if (!heard && exit != null && exit == 0) {
        throw new IOException("the command did not read all of its input");
      }
      return new Ran(exit == null ? -1 : exit, out.bytes(), begun.err().bytes());
    }
  }

  private Exec begun(Line line, Limit limit, String command, int most) throws IOException {
    ChannelExec channel = line.session().createExecChannel(command);
    Bounded out = new Bounded(most, () -> channel.close(true));
    Bounded err = new Bounded(MOST_COMPLAINT, () -> {});
    channel.setOut(out);
    channel.setErr(err);
    return new Exec(new Opened(channel, limit), out, err);
  }

  /** A command that runs, and what it says. */
  private record Exec(Opened opened, Bounded out, Bounded err) implements AutoCloseable {
    @Override
    public void close() {
      opened.close();
    }
  }

  private Ran conversed(
      Line line, Limit limit, String command, byte[] request, String mark, int most)
      throws IOException {
    limit.doing("running a command at");
    Optional<Talk> waiting = talks.take(line, command);
    Talk talk = waiting.isPresent() ? waiting.get() : Talk.begin(line, command, limit, timer());
    ScheduledFuture<?> guard = limit.guard(timer(), talk::cut);
    boolean again = false;
    try {
      Ran ran = talk.ask(request, mark, most, limit);
      again = true;
      return ran;
    } finally {
      guard.cancel(false);
      if (again) {
        talks.put(talk);
      } else {
        talk.end();
      }
    }
  }

  private ScheduledExecutorService timer() {
    return connection.timer();
  }

  /** False if it ended before it had read all. */
  private static boolean write(ClientChannel channel, InputStream input, Limit limit)
      throws IOException {
    byte[] some = new byte[CHUNK];
    int n;
    try {
      n = input.read(some);
    } catch (IOException e) {
      throw unread(e);
    }
    try {
      OutputStream in = channel.getInvertedIn();
      while (n >= 0) {
        in.write(some, 0, n);
        in.flush();
        limit.check();
        try {
          n = input.read(some);
        } catch (IOException e) {
          throw unread(e);
        }
      }
      in.close();
      return true;
    } catch (IOException e) {
      if (channel.isOpen() && channel.getExitStatus() == null) {
        throw e;
      }
      limit.check();
      return false;
    }
  }

  private static DriverException unread(IOException e) {
    return new DriverException(
        Reason.INTERNAL, "what was to be sent cannot be read: " + e.getMessage(), e);
  }

  private byte[] asked(Line line, Limit limit, int port, byte[] request, int most)
      throws IOException {
    limit.doing("asking port " + port + " of");
    ChannelDirectTcpip channel =
        line.session()
            .createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", port));
    try (Opened opened = new Opened(channel, limit)) {
      OutputStream in = opened.channel().getInvertedIn();
      in.write(request);
      in.flush();
      byte[] answer = channel.getInvertedOut().readNBytes(most);
      limit.check();
      return answer;
    }
  }

  /** A channel that ends with the call or its deadline. */
  private final class Opened implements AutoCloseable {

    private final ClientChannel channel;
    private final ScheduledFuture<?> guard;

    Opened(ClientChannel channel, Limit limit) throws IOException {
      this.channel = channel;
      CoreModuleProperties.WAIT_FOR_SPACE_TIMEOUT.set(channel, limit.left().plusSeconds(1));
      this.guard = limit.guard(connection.timer(), () -> channel.close(true));
      boolean open = false;
      try {
        channel.open().verify(limit.left());
        open = true;
      } finally {
        if (!open) {
          close();
        }
      }
    }

    ClientChannel channel() {
      return channel;
    }

    @Override
    public void close() {
      guard.cancel(false);
      channel.close(true);
    }
  }

  /** Ends all calls and all threads; changes nothing there. */
  @Override
  public void close() {
    connection.close();
  }
}
