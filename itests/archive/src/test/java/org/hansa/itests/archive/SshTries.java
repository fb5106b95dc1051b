package org.hansa.itests.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** SSH beside commands: what is asked of the door that it does not do. */
final class SshTries implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String REFUSED = "refused";
  private static final String LET = "let in";
  private static final int PORT_OF_SOMEBODY = 9;

  private final int port;
  private final String user;
  private final String password;
  private final SshClient client = SshClient.setUpDefaultClient();

  SshTries(int port, String user, String password) {
    this.port = port;
    this.user = user;
    this.password = password;
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  /** What came of it: {@code refused}, or what was said. */
  Distribution.Result of(String what) throws IOException {
    return new Distribution.Result(
        1,
        switch (what) {
          case "sftp" -> channel("sftp");
          case "forward" -> forward();
          case "reverse" -> reverse();
          case "no terminal" -> channel("");
          case "wrong password" -> login(user, 1);
          case "many passwords" -> login(user, 100);
          case "no password" -> login(user, 0);
          case "long name" -> login("a".repeat(30_000), 1);
          case "unknown key" -> key();
          case "garbage" -> bytes("\0\1\2\3\r\n".repeat(20));
          case "long greeting" -> bytes("SSH-2.0-" + "x".repeat(100_000));
          default -> throw new IllegalArgumentException(what);
        });
  }

  /** One command with something to read; the server ends the connection after it. */
  Distribution.Result run(String as, String command, byte[] input) throws IOException {
    try (ClientSession session = connect(as)) {
      session.addPasswordIdentity(password);
      session.auth().verify(SOON);
      try (ClientChannel channel = session.createExecChannel(command)) {
        return read(channel, input);
      }
    }
  }

  private static Distribution.Result read(ClientChannel channel, byte[] input) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    channel.setIn(new ByteArrayInputStream(input));
    channel.setOut(output);
    channel.setErr(output);
    channel.open().verify(SOON);
    channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON);
    int code = Optional.ofNullable(channel.getExitStatus()).orElse(-1);
    return new Distribution.Result(code, output.toString(StandardCharsets.UTF_8));
  }

  private ClientSession connect(String as) throws IOException {
    return client.connect(as, "127.0.0.1", port).verify(SOON).getSession();
  }

  private ClientSession loggedIn() throws IOException {
    ClientSession session = connect(user);
    session.addPasswordIdentity(password);
    session.auth().verify(SOON);
    return session;
  }

  private String channel(String subsystem) throws IOException {
    try (ClientSession session = loggedIn();
        ClientChannel channel =
            subsystem.isEmpty()
                ? session.createChannel("shell")
                : session.createSubsystemChannel(subsystem)) {
      Distribution.Result result = read(channel, new byte[0]);
      return subsystem.isEmpty() || result.code() >= 0 ? result.output() : REFUSED;
    } catch (SshException e) {
      return REFUSED;
    }
  }

  private String forward() throws IOException {
    SshdSocketAddress here = new SshdSocketAddress("127.0.0.1", 0);
    try (ClientSession session = loggedIn();
        var channel =
            session.createDirectTcpipChannel(here, new SshdSocketAddress("127.0.0.1", port))) {
      channel.open().verify(SOON);
      return LET;
    } catch (SshException e) {
      return REFUSED;
    }
  }

  private String reverse() throws IOException {
    try (ClientSession session = loggedIn()) {
      session.startRemotePortForwarding(
          new SshdSocketAddress("127.0.0.1", 0),
          new SshdSocketAddress("127.0.0.1", PORT_OF_SOMEBODY));
      return LET;
    } catch (SshException e) {
      return REFUSED;
    }
  }

  private String login(String as, int passwords) throws IOException {
    try (ClientSession session = connect(as)) {
      for (int i = 0; i < passwords; i++) {
        session.addPasswordIdentity("wrong" + i);
      }
      session.auth().verify(SOON);
      return LET;
    } catch (SshException e) {
      return REFUSED;
    }
  }

  private String key() throws IOException {
    try (ClientSession session = connect(user)) {
      session.addPublicKeyIdentity(KeyPairGenerator.getInstance("RSA").generateKeyPair());
      session.auth().verify(SOON);
      return LET;
    } catch (SshException e) {
      return REFUSED;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /** What is no SSH: the server says who it is, what is wrong, and goes. */
  private String bytes(String text) throws IOException {
    try (Socket socket = RawHttp.open(port)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      String said = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return said.contains("Exception") ? said : REFUSED;
    } catch (SocketException cut) {
      return REFUSED;
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
