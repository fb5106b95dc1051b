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
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.http.ClientCertificate;
import org.hansa.core.driver.http.Credentials;
import org.hansa.core.driver.http.HttpCaller;
import org.hansa.core.driver.http.HttpSettings;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.http.Trust;
import org.hansa.core.testing.fault.Fault;
import org.hansa.core.testing.fault.FaultProxy;
import org.hansa.core.testing.fault.Identity;
import org.hansa.core.testing.fault.Rule;
import org.hansa.core.testing.fault.Tls;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TlsTest {

  @TempDir static Path folder;

  private static Identity good;
  private static Identity stranger;
  private static Identity elsewhere;
  private static Identity expired;
  private final List<Vendor> vendors = new ArrayList<>();
  private Setting setting;

  @BeforeAll
  static void identities() throws Exception {
    good = Identity.make(folder, "good");
    stranger = Identity.make(folder, "stranger");
    elsewhere =
        Identity.make(
            folder, "elsewhere", List.of("-ext", "SAN=dns:other.example", "-validity", "2"));
    expired =
        Identity.make(
            folder,
            "expired",
            List.of("-ext", "SAN=dns:localhost", "-startdate", "-9d", "-validity", "2"));
  }

  @BeforeEach
  void open() throws IOException {
    setting = new Setting();
  }

  @AfterEach
  void close() {
    setting.close();
    vendors.forEach(Vendor::close);
  }

  private Vendor vendor(SSLContext shown) throws IOException {
    Vendor made = Vendor.secured(shown).on("/x", Vendor.Reply.json("{}"));
    vendors.add(made);
    return made;
  }

  private HttpCaller caller(Identity shown, Trust trust) throws Exception {
    return caller(vendor(shown.context()).port(), s -> s.trust(trust));
  }

  private HttpCaller caller(int port, UnaryOperator<HttpSettings> with) {
    return setting.caller(
        URI.create("https://localhost:" + port),
        s -> with.apply(s.credentials(Credentials.bearer("abc"))));
  }

  private static int status(HttpCaller caller) {
    return caller.send(Request.get("/x"), late()).status();
  }

  /** The credentials went nowhere. */
  private String refused(HttpCaller caller) {
    DriverException e = failure(UNAVAILABLE, () -> status(caller));
    assertThat(vendors).allSatisfy(vendor -> assertThat(vendor.seen()).isEmpty());
    return e.getMessage();
  }

  private static String sha256(byte[] encoded) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
  }

  @Test
  void theGivenAuthorityIsTrusted() throws Exception {
    String both = stranger.certificatePem() + good.certificatePem();

    assertThat(status(caller(good, Trust.authorities(both)))).isEqualTo(200);
  }

  @Test
  void whomNobodyVouchesForIsRefused() throws Exception {
    String message = "GET /x: nobody whom we trust vouches for the server's certificate";

    assertThat(refused(caller(good, Trust.system()))).isEqualTo(message);
    assertThat(refused(caller(good, Trust.authorities(stranger.certificatePem()))))
        .isEqualTo(message);
  }

  @Test
  void aCertificateForAnotherHostIsRefused() throws Exception {
    assertThat(refused(caller(elsewhere, Trust.authorities(elsewhere.certificatePem()))))
        .contains("certificate is for another host", "localhost");
  }

  @Test
  void theHostIsComparedWhereItIsAnAddressToo() throws Exception {
    Trust trust = Trust.authorities(elsewhere.certificatePem());
    HttpCaller caller =
        setting.caller(
            URI.create("https://127.0.0.1:" + vendor(elsewhere.context()).port()),
            s -> s.trust(trust));

    assertThat(refused(caller)).contains("certificate is for another host");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    assertThat(refused(caller(expired, Trust.authorities(expired.certificatePem()))))
        .contains("certificate has expired");
  }

  @Test
  void aPinnedKeyIsTakenWhateverElseIsWrong() throws Exception {
    for (Identity one : List.of(good, elsewhere, expired)) {
      Certificate certificate = one.certificate();
      String key = sha256(certificate.getPublicKey().getEncoded());
      String all = sha256(certificate.getEncoded());
      String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(key));
      String colons =
          HexFormat.ofDelimiter(":").withUpperCase().formatHex(HexFormat.of().parseHex(all));
      for (String pin : List.of(key, "sha256:" + all, "sha256/" + base64, colons)) {
        assertThat(status(caller(one, Trust.pinned(pin)))).isEqualTo(200);
      }
    }
  }

  @Test
  void anotherKeyThanThePinnedIsRefused() throws Exception {
    String pin = sha256(stranger.certificate().getPublicKey().getEncoded());
    String key = sha256(good.certificate().getPublicKey().getEncoded());

    assertThat(refused(caller(good, Trust.pinned(pin))))
        .isEqualTo(
            "GET /x: the server's key is sha256:" + key + " and not the pinned sha256:" + pin);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709"})
  void whatIsNoPinIsRefused(String pin) {
    failure(INVALID, () -> Trust.pinned(pin));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "no pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"})
  void whatIsNoAuthorityIsRefused(String pem) {
    failure(INVALID, () -> caller(1, s -> s.trust(Trust.authorities(pem))));
  }

  private static HttpCaller shows(Setting setting, Choosy choosy, Optional<Identity> own)
      throws Exception {
    HttpSettings settings =
        HttpSettings.to(URI.create("https://localhost:" + choosy.port()))
            .trust(Trust.authorities(good.certificatePem()));
    if (own.isPresent()) {
      settings.certificate(new ClientCertificate(own.get().certificatePem(), own.get().keyPem()));
    }
    return setting.caller(settings);
  }

  @Test
  void aClientShowsItsCertificate() throws Exception {
    try (Choosy choosy = new Choosy(good)) {
      assertThat(status(shows(setting, choosy, Optional.of(good)))).isEqualTo(204);
    }
  }

  @Test
  void aClientWithoutTheRightOneIsUnauthorized() throws Exception {
    try (Choosy choosy = new Choosy(good)) {
      for (Optional<Identity> own : List.of(Optional.<Identity>empty(), Optional.of(stranger))) {
        DriverException e = failure(UNAUTHORIZED, () -> status(shows(setting, choosy, own)));
        assertThat(e).hasMessage("GET /x: the server refuses the client's certificate");
      }
    }
  }

  @Test
  void aKeyThatCannotBeReadIsRefusedUnseen() throws Exception {
    String old = "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----";
    ClientCertificate certificate = new ClientCertificate(good.certificatePem(), old);

    DriverException e = failure(INVALID, () -> caller(1, s -> s.certificate(certificate)));

    assertThat(e).hasMessageContaining("PKCS #8");
    assertThat(e.getMessage()).doesNotContain("c2VjcmV0");
  }

  @Test
  void aHandshakeThatBreaksOffIsTriedAgainAndAStrangerIsNot() throws Exception {
    Vendor behind = vendor(good.context());
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), behind.port());
    try (FaultProxy proxy =
        FaultProxy.https(
            address, new Tls(good.context(), stranger.context(), good.trusting()), 1)) {
      Trust trust = Trust.authorities(good.certificatePem());
      proxy.play(Rule.always(new Fault.NoHandshake()).times(2));
      assertThat(status(caller(proxy.port(), s -> s.trust(trust)))).isEqualTo(200);

      proxy.play(Rule.always(new Fault.Untrusted()).once());
      failure(UNAVAILABLE, () -> status(caller(proxy.port(), s -> s.trust(trust))));

      proxy.play(Rule.always(Fault.truncated()).once());
      assertThat(status(caller(proxy.port(), s -> s.trust(trust)))).isEqualTo(200);
    }
  }

  @Test
  void whatSpeaksNoTlsIsSaid() throws Exception {
    try (Blurt blurt = new Blurt("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(refused(caller(blurt.port(), s -> s))).contains("TLS failed");
    }
  }
}
