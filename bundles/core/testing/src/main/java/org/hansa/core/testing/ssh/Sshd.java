package org.hansa.core.testing.ssh;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.DirectTcpipFactory;

/**
 * A real SSH server on loopback that runs commands by {@code /bin/sh}, as whoever runs the test and
 * in a folder of the test. One user, {@link #USER}, one key and one password. As by default in
 * OpenSSH, a connection has ten commands at once at most.
 */
public final class Sshd implements AutoCloseable {

  public static final String USER = "ada";
  public static final String PASSWORD = "correct horse battery";

  private final SshServer server = SshServer.setUpDefaultServer();
  private final List<KeyPair> hostKeys = new ArrayList<>();
  private final KeyPair userKey;
  private final Set<KeyPair> more = ConcurrentHashMap.newKeySet();
  private final AtomicInteger sessions = new AtomicInteger();
  private volatile String profile = "";

  /** With one key of each of these types, and a user's of the first. */
  public Sshd(Path home, String... types) throws IOException {
    List<String> all = types.length == 0 ? List.of("ssh-ed25519") : List.of(types);
    for (String type : all) {
      hostKeys.add(pair(type, 256));
    }
    userKey = pair(all.get(0), 256);
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            user.equals(USER)
                && (KeyUtils.compareKeys(userKey.getPublic(), key)
                    || more.stream().anyMatch(p -> KeyUtils.compareKeys(p.getPublic(), key))));
    server.setPasswordAuthenticator(
        (user, word, session) -> user.equals(USER) && word.equals(PASSWORD));
    server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
    server.setChannelFactories(List.of(Counted.factory(), DirectTcpipFactory.INSTANCE));
    server.setCommandFactory((channel, command) -> new Shell(profile + command, home));
    server.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionCreated(Session session) {
            sessions.incrementAndGet();
          }
        });
    CoreModuleProperties.AUTH_TIMEOUT.set(server, Duration.ofMinutes(10));
    server.start();
  }

  /** A fresh key. */
  public static KeyPair pair(String type, int bits) {
    try {
      return KeyUtils.generateKeyPair(type, bits);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  /** How many connections there have been. */
  public int sessions() {
    return sessions.get();
  }

  /** From now on the login shell says so before each command, as some do that read a profile. */
  public void greet(String word) {
    profile("echo " + word);
  }

  /** From now on the login shell does so before each command. */
  public void profile(String commands) {
    profile = commands + "; ";
  }

  /** Ends all connections, and goes on. */
  public void cut() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  /** One line a key, as if the server were at this port. */
  public List<String> knownHosts(int port) {
    return hostKeys.stream()
        .map(k -> "[127.0.0.1]:" + port + " " + PublicKeyEntry.toString(k.getPublic()))
        .toList();
  }

  /** The user's private key. */
  public String key() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(userKey, "of a test", null, out);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /** Lets one more key in. */
  public void allow(KeyPair pair) {
    more.add(pair);
  }

  public Map<String, String> credentials() {
    return Map.of("key", key());
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
