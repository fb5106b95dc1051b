package org.hansa.itests.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** The shell door without a JVM for each command, as bin/client needs one. */
final class Ssh implements AutoCloseable {

  private static final Duration SOON = Distribution.SOON;

  private final int port;
  private final SshClient client = SshClient.setUpDefaultClient();

  Ssh(int port) {
    this.port = port;
    client.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    client.start();
  }

  /** What one command says that goes well. */
  static String said(Distribution hansa, String user, String command) throws IOException {
    try (Ssh ssh = new Ssh(hansa.ssh())) {
      Distribution.Result result = ssh.run(user, Distribution.PASSWORD, command);
      assertThat(result.code()).as(result.output()).isZero();
      return result.output();
    }
  }

  /** One command; the server ends the connection after it. */
  Distribution.Result run(String user, String password, String command) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    try (ClientSession session =
        client.connect(user, "127.0.0.1", port).verify(SOON).getSession()) {
      session.addPasswordIdentity(password);
      session.auth().verify(SOON);
      try (ChannelExec channel = session.createExecChannel(command)) {
        channel.setOut(output);
        channel.setErr(output);
        channel.open().verify(SOON);
        channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), SOON);
        int code = Optional.ofNullable(channel.getExitStatus()).orElse(-1);
        return new Distribution.Result(code, output.toString(StandardCharsets.UTF_8));
      }
    }
  }

  @Override
  public void close() {
    client.stop();
  }
}
