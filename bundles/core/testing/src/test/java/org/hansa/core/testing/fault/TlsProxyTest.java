package org.hansa.core.testing.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsProxyTest {

  @TempDir Path folder;

  private Counter counter;
  private FaultProxy proxy;
  private HttpClient client;

  @BeforeEach
  void open() throws Exception {
    Identity server = Identity.make(folder, "server");
    Identity shown = Identity.make(folder, "shown");
    counter = new Counter(Optional.of(server.context()));
    proxy =
        FaultProxy.https(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), counter.address().getPort()),
            new Tls(
                shown.context(), Identity.make(folder, "stranger").context(), server.trusting()),
            1);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(shown.trusting())
            .build();
  }

  @AfterEach
  void close() {
    proxy.close();
    counter.close();
  }

  private String get() throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create("https://localhost:" + proxy.port() + "/"))
                .timeout(Duration.ofSeconds(30))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void withoutRulesNothingIsChanged() throws Exception {
    assertThat(get()).isEqualTo("0" + Counter.REST);
    assertThat(get()).isEqualTo("0" + Counter.REST);
  }

  @Test
  void aCertificateThatNobodyVouchesForIsRefused() throws Exception {
    proxy.play(Rule.always(new Fault.Untrusted()).once());

    assertThatThrownBy(this::get).isInstanceOf(SSLHandshakeException.class);
    assertThat(get()).isEqualTo("0" + Counter.REST);
  }

  @Test
  void aHandshakeBreaksOff() throws Exception {
    proxy.play(Rule.always(new Fault.NoHandshake()).once());

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
    assertThat(get()).isEqualTo("0" + Counter.REST);
  }

  @Test
  void whatIsSecuredBreaksOffToo() {
    proxy.play(Rule.always(Fault.truncated()));

    assertThatThrownBy(this::get).isInstanceOf(IOException.class);
  }
}
