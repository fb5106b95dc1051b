package org.hansa.core.testing.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hansa.core.driver.DriverException.Reason.INVALID;
import static org.hansa.core.driver.DriverException.Reason.UNAUTHORIZED;
import static org.hansa.core.driver.DriverException.Reason.UNAVAILABLE;
import static org.hansa.core.testing.http.Setting.failure;
import static org.hansa.core.testing.http.Setting.late;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Path;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpProxy;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Trust;
import org.hansa.core.testing.fault.Identity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyTest {

  /** Of me and pass. */
  private static final String BASIC = "Basic bWU6cGFzcw==";

  @TempDir static Path folder;

  private static Identity identity;
  private Setting setting;
  private Vendor secured;

  @BeforeAll
  static void make() throws Exception {
    identity = Identity.make(folder, "vendor");
  }

  @BeforeEach
  void open() throws Exception {
    setting = new Setting();
    setting.vendor.on("/x", Vendor.Reply.json("{}"));
    secured = Vendor.secured(identity.context()).on("/x", Vendor.Reply.json("{}"));
  }

  @AfterEach
  void close() {
    secured.close();
    setting.close();
  }

  private HttpCaller plain(HttpProxy proxy) {
    return setting.caller(
        URI.create("http://127.0.0.1:" + setting.vendor.port()),
        s -> s.proxy(proxy).credentials(Credentials.bearer("abc")));
  }

  private HttpCaller tls(HttpProxy proxy) throws Exception {
    String pem = identity.certificatePem();
    return setting.caller(
        URI.create("https://localhost:" + secured.port()),
        s -> s.proxy(proxy).trust(Trust.authorities(pem)).credentials(Credentials.bearer("abc")));
  }

  private static int status(HttpCaller caller) {
    return caller.send(Request.get("/x"), late()).status();
  }

  @Test
  void withoutCredentials() throws Exception {
    try (HttpRelayServer proxy = new HttpRelayServer("")) {
      HttpProxy way = HttpProxy.of(proxy.address());

      assertThat(status(plain(way))).isEqualTo(200);
      assertThat(status(tls(way))).isEqualTo(200);
      assertThat(proxy.heads()).hasSize(2);
      assertThat(proxy.heads().get(1)).startsWith("CONNECT localhost:" + secured.port());
    }
  }

  @Test
  void withCredentialsWhichTheServerDoesNotSee() throws Exception {
    try (HttpRelayServer proxy = new HttpRelayServer(BASIC)) {
      HttpProxy way = HttpProxy.of(proxy.address(), "me", "pass");

      assertThat(status(plain(way))).isEqualTo(200);
      HttpCaller tls = tls(way);
      assertThat(status(tls)).isEqualTo(200);
      assertThat(status(tls)).isEqualTo(200);

      assertThat(proxy.heads()).hasSize(2).allSatisfy(head -> assertThat(head).contains(BASIC));
      assertThat(proxy.heads().get(1)).doesNotContain("abc");
      assertThat(secured.seen())
          .hasSize(2)
          .allSatisfy(
              seen -> {
                assertThat(seen.header("Proxy-authorization")).isEmpty();
                assertThat(seen.header("Authorization")).isEqualTo("Bearer abc");
              });
    }
  }

  @Test
  void withTheWrongOnes() throws Exception {
    try (HttpRelayServer proxy = new HttpRelayServer(BASIC)) {
      for (HttpProxy way :
          new HttpProxy[] {
            HttpProxy.of(proxy.address()), HttpProxy.of(proxy.address(), "me", "hush")
          }) {
        for (HttpCaller caller : new HttpCaller[] {plain(way), tls(way)}) {
          DriverException e = failure(UNAUTHORIZED, () -> status(caller));
          assertThat(e).hasMessage("GET /x: status 407");
        }
      }
    }
    assertThat(secured.seen()).isEmpty();
  }

  @Test
  void aProxyThatIsNotThereIsSaid() throws Exception {
    URI gone;
    try (HttpRelayServer proxy = new HttpRelayServer("")) {
      gone = proxy.address();
    }

    failure(UNAVAILABLE, () -> status(plain(HttpProxy.of(gone))));
    failure(UNAVAILABLE, () -> status(tls(HttpProxy.of(gone))));
    failure(UNAVAILABLE, () -> status(tls(HttpProxy.of(gone, "me", "pass"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://p:1", "http://p", "http://me:pass@p:1", "socks://p:1", "/p"})
  void whatIsNoProxyIsRefused(String address) {
    failure(INVALID, () -> plain(HttpProxy.of(URI.create(address))));
  }

  /** What goes to a proxy abroad is read there, wherever it is for. */
  @Test
  void credentialsDoNotGoThroughAProxyAbroadInTheClear() {
    failure(INVALID, () -> plain(HttpProxy.of(URI.create("http://proxy.example:3128"))));
  }

  @Test
  void theJvmsOwnProxyIsNotAsked() throws IOException {
    ProxySelector before = ProxySelector.getDefault();
    try (HttpRelayServer proxy = new HttpRelayServer("")) {
      ProxySelector.setDefault(
          ProxySelector.of(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.address().getPort())));
      setting.vendor.on("/x", Vendor.Reply.json("{}"));

      assertThat(status(setting.caller())).isEqualTo(200);
      assertThat(proxy.heads()).isEmpty();
    } finally {
      ProxySelector.setDefault(before);
    }
  }
}
