package org.hansa.drivers.process;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.hansa.drivers.process.forwarder.Forwarder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to a forwarder: one line there, an answer back. */
final class Control {

  private static final Logger LOG = LoggerFactory.getLogger(Control.class);

  private final ScheduledExecutorService timer;

  Control(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  /**
   * By way of its working folder in /proc, since a socket's path must be short.
   *
   * @return empty if there is no answer in time
   */
  Optional<String> command(long pid, String word, Duration time) {
    UnixDomainSocketAddress address =
        UnixDomainSocketAddress.of("/proc/" + pid + "/cwd/" + Forwarder.CONTROL + pid);
    try (SocketChannel channel = SocketChannel.open(address)) {
      ScheduledFuture<?> late =
          timer.schedule(() -> shut(channel), time.toMillis(), TimeUnit.MILLISECONDS);
      try {
        ByteBuffer out = ByteBuffer.wrap((word + "\n").getBytes(StandardCharsets.UTF_8));
        while (out.hasRemaining()) {
          channel.write(out);
        }
        return Optional.of(
            new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8));
      } finally {
        late.cancel(false);
      }
    } catch (IOException e) {
      // Not there yet, or ending: the caller looks again or says so.
      return Optional.empty();
    }
  }

  private static void shut(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.debug("a control connection did not close: {}", e.getMessage());
    }
  }
}
