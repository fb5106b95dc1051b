package org.hansa.core.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.future.CancelOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * The one connection, made when it is needed and again after it broke. Its threads begin with the
 * first call and end with {@link #close}.
 */
final class Connection implements AutoCloseable {

  private static final int UNANSWERED = 2;

  /** Of the library; a server that speaks to one user needs no more. */
  private static final int THREADS = 2;

  private final SshServer server;
  private final SshLogin login;
  private final Duration heartbeat;
  private final HostKeys hostKeys;

  /** Held by whoever connects; never waited for past a deadline. */
  private final ReentrantLock connecting = new ReentrantLock();

  private Optional<Line> line = Optional.empty();
  private Optional<Threads> threads = Optional.empty();
  private boolean closed;

  /** What runs as long as this is open. */
  private record Threads(
      SshClient client, ScheduledExecutorService timer, ExecutorService threads) {}

  Connection(SshServer server, SshLogin login, Duration heartbeat) {
    this.server = server;
    this.login = login;
    this.heartbeat = heartbeat;
    this.hostKeys = new HostKeys(server);
  }

  /** A line that is open, with one call more on it: whoever asked must {@link Line#leave} it. */
  Line enter(Limit limit) {
    Optional<Line> open = current();
    if (open.isPresent()) {
      return open.get();
    }
    try {
      limit.doing("waiting for a connection to");
      if (!connecting.tryLock(limit.left().toMillis(), TimeUnit.MILLISECONDS)) {
        throw limit.late();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while connecting to " + server, e);
    }
    try {
      return current().orElseGet(() -> connected(limit));
    } finally {
      connecting.unlock();
    }
  }

  private synchronized Optional<Line> current() {
    if (closed) {
      throw new DriverException(Reason.UNAVAILABLE, "the connection to " + server + " was closed");
    }
    return line.filter(Line::tryEnter);
  }

  private Line connected(Limit limit) {
    limit.doing("reading the key for");
    // Before the network: what is no key need not be carried there.
    List<KeyPair> keys = Identity.of(login);
    if (keys.isEmpty() && login.password().isEmpty()) {
      throw new DriverException(
          Reason.UNAUTHORIZED,
          "there is neither a credential 'key' nor 'password' to log in at " + server);
    }
    Threads running = running();
    limit.doing("connecting to");
    ClientSession session = null;
    boolean done = false;
    try {
      InetSocketAddress address = new InetSocketAddress(address(running, limit), server.port());
      session =
          running
              .client()
              .connect(server.user(), address, null, null)
              .verify(
                  limit.left(), CancelOption.CANCEL_ON_TIMEOUT, CancelOption.CANCEL_ON_INTERRUPT)
              .getSession();
      session.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(keys));
      login.password().ifPresent(session::addPasswordIdentity);
      limit.doing("logging in at");
      ScheduledFuture<?> guard = limit.guard(running.timer(), closer(session));
      try {
        session.auth().verify(limit.left());
      } finally {
        guard.cancel(false);
      }
      Line fresh = new Line(session);
      keep(fresh);
      done = true;
      return fresh;
    } catch (IOException e) {
      throw hostKeys
          .refusal()
          .map(text -> new DriverException(Reason.UNAUTHORIZED, text))
          .orElseGet(() -> limit.failed(e));
    } finally {
      if (!done && session != null) {
        closer(session).run();
      }
    }
  }

  private static Runnable closer(ClientSession session) {
    return () -> session.close(true);
  }

  private synchronized void keep(Line fresh) {
    if (closed) {
      throw new DriverException(Reason.UNAVAILABLE, "the connection to " + server + " was closed");
    }
    line.ifPresent(Line::retire);
    line = Optional.of(fresh);
  }

  /** Looking up a name cannot be interrupted, so it is waited for. */
  private InetAddress address(Threads running, Limit limit) throws IOException {
    try {
      return running
          .threads()
          .submit(() -> InetAddress.getByName(server.host()))
          .get(limit.left().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new UnknownHostException("its name is not known");
    } catch (TimeoutException e) {
      throw limit.late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DriverException(Reason.UNAVAILABLE, "interrupted while connecting to " + server, e);
    }
  }

  /** For what waits beside the caller. */
  ExecutorService threads() {
    return running().threads();
  }

  ScheduledExecutorService timer() {
    return running().timer();
  }

  private synchronized Threads running() {
    if (closed) {
      throw new DriverException(Reason.UNAVAILABLE, "the connection to " + server + " was closed");
    }
    if (threads.isEmpty()) {
      ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("timer"));
      threads =
          Optional.of(
              new Threads(client(timer), timer, Executors.newCachedThreadPool(named("call"))));
    }
    return threads.get();
  }

  private ThreadFactory named(String what) {
    return work -> {
      Thread thread = new Thread(work, "ssh-" + what + "-" + server.host());
      thread.setDaemon(true);
      return thread;
    };
  }

  private SshClient client(ScheduledExecutorService timer) {
    SshClient client = SshClient.setUpDefaultClient();
    // Nothing of the user that runs us: neither its configuration nor its keys.
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
    client.setScheduledExecutorService(timer, false);
    client.setServerKeyVerifier(hostKeys);
    client.setSignatureFactories(hostKeys.order(client.getSignatureFactories()));
    List<UserAuthFactory> ways = new ArrayList<>();
    if (login.key().isPresent()) {
      ways.add(UserAuthPublicKeyFactory.INSTANCE);
    }
    if (login.password().isPresent()) {
      ways.add(UserAuthPasswordFactory.INSTANCE);
      ways.add(UserAuthKeyboardInteractiveFactory.INSTANCE);
    }
    client.setUserAuthFactories(ways);
    CoreModuleProperties.NIO_WORKERS.set(client, THREADS);
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, heartbeat);
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
    // Each call has its own limit, and between calls a connection may rest.
    CoreModuleProperties.AUTH_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
    client.start();
    return client;
  }

  /** All calls end, and all threads. */
  @Override
  public void close() {
    Optional<Threads> running;
    synchronized (this) {
      closed = true;
      line.ifPresent(Line::end);
      line = Optional.empty();
      running = threads;
      threads = Optional.empty();
    }
    running.ifPresent(
        t -> {
          t.client().stop();
          t.timer().shutdownNow();
          t.threads().shutdownNow();
        });
  }
}
