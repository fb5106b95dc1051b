package org.hansa.drivers.sshhost;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.ssh.Ran;
import org.hansa.core.ssh.Sh;
import org.hansa.core.ssh.Ssh;
import org.hansa.core.ssh.SshLogin;

/** The script on the other machine: laid there when it is missing, called, and understood. */
final class Remote implements AutoCloseable {

  private static final int MOST = 16 << 20;

  /** Of what is told to the script when it is not there. */
  private static final int MISSING = 97;

  /** What it says above and below each answer. */
  private static final String MARK = "hansa-answer";

  /** By how much the other machine's time may be taken wrong. */
  private static final long SLACK = 100;

  /** The parts of the script: one file over there. */
  private static final List<String> PARTS =
      List.of("1-processes.sh", "2-workloads.sh", "3-forwards.sh", "4-verbs.sh");

  private final Ssh ssh;
  private final SshHostOptions options;
  private final String where;
  private final String installation;
  private final String endpoint;
  private final String root;
  private final byte[] script;
  private final String program;
  private final String command;

  /** What the other machine's uptime was, and ours then. */
  private record Seen(long uptime, long nanos) {}

  private volatile Optional<Seen> seen = Optional.empty();

  Remote(Opening opening, SshHostOptions options) {
    this.options = options;
    this.ssh = new Ssh(options.server(), SshLogin.of(opening.credentials()));
    this.where = options.server().toString();
    this.installation = plain(opening.installation());
    this.endpoint = plain(opening.endpoint());
    this.root = options.base() + "/" + installation + "/" + endpoint;
    this.script = script();
    this.program = root + "/bin/" + Specs.sha256(script).substring(0, 16) + ".sh";
    this.command =
        "[ -f %1$s ] || exit %2$d; exec sh %1$s %3$s %4$s 0 serve"
            .formatted(Sh.quote(program), MISSING, Sh.quote(root), Sh.quote(installation));
  }

  private static byte[] script() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String part : PARTS) {
      try (InputStream in = Remote.class.getResourceAsStream(part)) {
        in.transferTo(all);
      } catch (IOException e) {
        throw new UncheckedIOException("this bundle lacks its own script " + part, e);
      }
    }
    return all.toByteArray();
  }

  /** A word that can be a folder and a part of a mark. */
  private static String plain(String text) {
    return text.matches("[A-Za-z0-9][-A-Za-z0-9_.]{0,63}")
        ? text
        : Specs.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
  }

  Ssh ssh() {
    return ssh;
  }

  String where() {
    return where;
  }

  String installation() {
    return installation;
  }

  String endpoint() {
    return endpoint;
  }

  /** Of this endpoint, on the other machine. */
  String root() {
    return root;
  }

  /** Asks; changes nothing. */
  Reply ask(Deadline deadline, String... words) {
    return call(deadline, new byte[0], false, List.of(words));
  }

  /** Changes something, if it arrives in time. */
  Reply change(Deadline deadline, byte[] input, String... words) {
    return call(deadline, input, true, List.of(words));
  }

  /** How long the script may wait for what it does, in hundredths of a second. */
  static String patience(Deadline deadline) {
    Duration left = deadline.left();
    Duration margin = left.dividedBy(5);
    Duration least = Duration.ofMillis(500);
    long millis = left.minus(margin.compareTo(least) < 0 ? least : margin).toMillis();
    return Long.toString(Math.max(0, millis / 10));
  }

  private Reply call(Deadline deadline, byte[] input, boolean changes, List<String> words) {
    if (seen.isEmpty()) {
      greet(deadline);
    }
    Optional<Reply> reply = tried(deadline, input, changes, words);
    if (reply.isEmpty()) {
      // The folder was deleted meanwhile.
      greet(deadline);
      reply = tried(deadline, input, changes, words);
    }
    return reply.orElseThrow(() -> Fault.unavailable("the script does not stay at " + where));
  }

  private void greet(Deadline deadline) {
    List<String> hello =
        List.of("hello", options.java().filter(j -> !j.equals(SshHostOptions.NO_JAVA)).orElse(""));
    if (tried(deadline, new byte[0], false, hello).isEmpty()) {
      Ran ran = ssh.run("umask 077; mkdir -p " + Sh.quote(root + "/bin"), MOST, deadline);
      if (ran.exit() != 0) {
        throw failed(ran);
      }
      ssh.upload(new ByteArrayInputStream(script), program, "600", deadline);
      if (tried(deadline, new byte[0], false, hello).isEmpty()) {
        throw Fault.unavailable("the script does not stay at " + where);
      }
    }
  }

  /** Empty if the script is not there. */
  private Optional<Reply> tried(
      Deadline deadline, byte[] input, boolean changes, List<String> words) {
    List<String> all = new ArrayList<>();
    all.add(changes ? latest(deadline) : "0");
    all.addAll(words);
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes((line(all) + "\n").getBytes(StandardCharsets.UTF_8));
    request.writeBytes(input);
    Ran ran = ssh.converse(command, request.toByteArray(), MARK, MOST, deadline);
    if (ran.exit() == MISSING) {
      return Optional.empty();
    }
    if (ran.exit() != 0) {
      throw failed(ran);
    }
    long now = deadline.nanos().getAsLong();
    Reply reply = Reply.of(ran.text(), where);
    seen = Optional.of(new Seen(reply.uptime(), now));
    return Optional.of(reply);
  }

  private static String line(List<String> words) {
    String line = Sh.command(words);
    if (line.indexOf('\n') >= 0) {
      throw Fault.invalid("what is told to a machine is of one line: " + line);
    }
    return line;
  }

  /** The deadline as the other machine's clock has it. */
  private String latest(Deadline deadline) {
    Seen then = seen.orElseThrow();
    long elapsed = Duration.ofNanos(deadline.nanos().getAsLong() - then.nanos()).toMillis() / 10;
    return Long.toString(then.uptime() + elapsed + deadline.left().toMillis() / 10 + SLACK);
  }

  private DriverException failed(Ran ran) {
    String said = ran.complaint();
    String low = said.toLowerCase(Locale.ROOT);
    boolean full = low.contains("no space left") || low.contains("quota exceeded");
    boolean ended = ran.exit() < 0 || ran.exit() > 128;
    Reason reason = full ? Reason.EXHAUSTED : ended ? Reason.UNAVAILABLE : Reason.INTERNAL;
    return new DriverException(
        reason, "the script at " + where + " ended with " + ran.exit() + ": " + said);
  }

  @Override
  public void close() {
    ssh.close();
  }
}
