package org.hansa.core.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/** One call: until when, what it is at, and what a failure of it means. */
final class Limit {

  private static final Duration MOMENT = Duration.ofMillis(5);

  private final SshServer server;
  private final Deadline deadline;
  private final Duration given;
  private volatile String doing;

  Limit(SshServer server, Deadline deadline, String doing) {
    this.server = server;
    this.deadline = deadline;
    this.given = deadline.left();
    this.doing = doing;
    check();
  }

  /** What it does from now on, for messages: "connecting to". */
  void doing(String what) {
    doing = what;
    check();
  }

  /** At least a millisecond, since zero means for ever to some. */
  Duration left() {
    Duration left = deadline.left();
    return left.compareTo(Duration.ofMillis(1)) < 0 ? Duration.ofMillis(1) : left;
  }

  /** A wait may end a moment before the deadline does. */
  boolean isOver() {
    return deadline.left().compareTo(MOMENT) < 0;
  }

  void check() {
    if (deadline.passed()) {
      throw late();
    }
  }

  DriverException late() {
    return new DriverException(
        Reason.UNAVAILABLE,
        String.format(
            Locale.ROOT,
            "%s %s took longer than %.1f s",
            doing,
            server,
            given.toMillis() / 1000.0));
  }

  /** Ends something when the time is over, so that whoever waits for it no longer does. */
  ScheduledFuture<?> guard(ScheduledExecutorService timer, Runnable end) {
    return timer.schedule(end, left().toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  DriverException failed(IOException e) {
    if (e instanceof InterruptedIOException && Thread.currentThread().isInterrupted()) {
      return new DriverException(Reason.UNAVAILABLE, doing + " " + server + " was interrupted", e);
    }
    if (deadline.passed()
        || e instanceof InterruptedIOException
        || root(e) instanceof TimeoutException) {
      return late();
    }
    return new DriverException(reason(e), doing + " " + server + " failed: " + message(e), e);
  }

  /** True if a channel was refused, and not because nobody may have such a one. */
  static boolean isFull(IOException e) {
    return root(e) instanceof SshChannelOpenException && reason(e) == Reason.UNAVAILABLE;
  }

  private static Reason reason(IOException e) {
    if (root(e) instanceof SshChannelOpenException refused) {
      return refused.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED
          ? Reason.UNAUTHORIZED
          : Reason.UNAVAILABLE;
    }
    if (e instanceof SshException ssh) {
      return switch (ssh.getDisconnectCode()) {
        case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE,
            SshConstants.SSH2_DISCONNECT_AUTH_CANCELLED_BY_USER,
            SshConstants.SSH2_DISCONNECT_ILLEGAL_USER_NAME,
            SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE ->
            Reason.UNAUTHORIZED;
        default -> Reason.UNAVAILABLE;
      };
    }
    return Reason.UNAVAILABLE;
  }

  private static Throwable root(Throwable e) {
    Throwable last = e;
    while (last.getCause() != null && last.getCause() != last) {
      last = last.getCause();
    }
    return last;
  }

  private static String message(Throwable e) {
    Throwable last = root(e);
    return last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage();
  }
}
