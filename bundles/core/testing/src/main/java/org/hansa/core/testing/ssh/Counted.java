package org.hansa.core.testing.ssh;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.future.DefaultOpenFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;

/**
 * One of ten that a connection may have at once, as usual servers count them: until its command has
 * ended, however long its channel has been closed. One more is refused.
 */
final class Counted extends ChannelSession {

  private static final int MOST = 10;
  private static final AttributeKey<Semaphore> FREE = new AttributeKey<>();

  private final Semaphore free;
  private final AtomicBoolean counts = new AtomicBoolean();
  private volatile boolean commanded;

  private Counted(Semaphore free) {
    this.free = free;
  }

  /** Makes them. */
  static ChannelSessionFactory factory() {
    return new ChannelSessionFactory() {
      @Override
      public Channel createChannel(Session session) throws IOException {
        return new Counted(session.computeAttributeIfAbsent(FREE, key -> new Semaphore(MOST)));
      }
    };
  }

  @Override
  protected OpenFuture doInit(Buffer buffer) {
    if (!free.tryAcquire()) {
      OpenFuture refused = new DefaultOpenFuture(this, this);
      refused.setException(
          new SshChannelOpenException(
              getChannelId(), SshConstants.SSH_OPEN_CONNECT_FAILED, "open failed"));
      return refused;
    }
    counts.set(true);
    addCloseFutureListener(
        closed -> {
          if (!commanded) {
            ended();
          }
        });
    return super.doInit(buffer);
  }

  /** A command runs from now on. */
  void commanded() {
    commanded = true;
  }

  /** It has ended. */
  void ended() {
    if (counts.compareAndSet(true, false)) {
      free.release();
    }
  }
}
