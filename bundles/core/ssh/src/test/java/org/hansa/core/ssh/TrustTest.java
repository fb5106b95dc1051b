package org.hansa.core.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hansa.core.ssh.SshTest.fails;
import static org.hansa.core.ssh.SshTest.in;

import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.testing.ssh.Sshd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and whom we believe. */
@Timeout(60)
class TrustTest {

  @TempDir Path home;
  private Sshd sshd;

  @BeforeEach
  void open() throws Exception {
    sshd = new Sshd(home, "ssh-ed25519", "ecdsa-sha2-nistp256");
  }

  @AfterEach
  void close() throws Exception {
    sshd.close();
  }

  private String run(List<String> known, SshLogin login) {
    SshServer server = new SshServer("127.0.0.1", sshd.port(), Sshd.USER, known);
    try (Ssh ssh = new Ssh(server, login)) {
      return ssh.run("echo in", 100, in(20_000)).text();
    }
  }

  private List<String> known() {
    return sshd.knownHosts(sshd.port());
  }

  private static SshLogin key(String text, String... passphrase) {
    return new SshLogin(
        Optional.of(text), List.of(passphrase).stream().findFirst(), Optional.empty());
  }

  private static SshLogin password(String text) {
    return new SshLogin(Optional.empty(), Optional.empty(), Optional.of(text));
  }

  private static String openSsh(KeyPair pair, String passphrase) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    OpenSSHKeyEncryptionContext context = new OpenSSHKeyEncryptionContext();
    context.setPassword(passphrase);
    context.setCipherType("256");
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
        pair, "", passphrase.isEmpty() ? null : context, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static String pem(KeyPair pair, String passphrase) throws Exception {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      if (passphrase.isEmpty()) {
        writer.writeObject(pair.getPrivate());
      } else {
        writer.writeObject(
            pair.getPrivate(),
            new JcePEMEncryptorBuilder("AES-128-CBC").build(passphrase.toCharArray()));
      }
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource({
    "ssh-ed25519, 256, ''",
    "ssh-ed25519, 256, open sesame",
    "ecdsa-sha2-nistp256, 256, ''",
    "ecdsa-sha2-nistp384, 384, open sesame",
    "ssh-rsa, 2048, ''",
    "ssh-rsa, 2048, open sesame"
  })
  void aKeyAsOpenSshWritesIt(String type, int bits, String passphrase) throws Exception {
    KeyPair pair = Sshd.pair(type, bits);
    sshd.allow(pair);

    assertThat(run(known(), key(openSsh(pair, passphrase), passphrase))).isEqualTo("in\n");
  }

  @ParameterizedTest
  @CsvSource({"ecdsa-sha2-nistp256, 256, ''", "ssh-rsa, 2048, ''", "ssh-rsa, 2048, open sesame"})
  void aKeyAsPem(String type, int bits, String passphrase) throws Exception {
    KeyPair pair = Sshd.pair(type, bits);
    sshd.allow(pair);

    assertThat(run(known(), key(pem(pair, passphrase), passphrase))).isEqualTo("in\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh-rsa", "ecdsa-sha2-nistp256"})
  void aKeyAsPkcs8(String type) throws Exception {
    KeyPair pair = Sshd.pair(type, type.equals("ssh-rsa") ? 2048 : 256);
    sshd.allow(pair);
    String text =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n";

    assertThat(run(known(), key(text))).isEqualTo("in\n");
  }

  @Test
  void aKeyThatLostItsLastLineOrHasLinesOfWindows() {
    assertThat(run(known(), key(sshd.key().strip()))).isEqualTo("in\n");
    assertThat(run(known(), key(sshd.key().replace("\n", "\r\n")))).isEqualTo("in\n");
  }

  @Test
  void aPassword() {
    assertThat(run(known(), password(Sshd.PASSWORD))).isEqualTo("in\n");
  }

  @Test
  void aKeyFirstAndThenAPassword() throws Exception {
    String other = openSsh(Sshd.pair("ssh-ed25519", 256), "");
    SshLogin both = new SshLogin(Optional.of(other), Optional.empty(), Optional.of(Sshd.PASSWORD));

    assertThat(run(known(), both)).isEqualTo("in\n");
  }

  @Test
  void aKeyThatIsNotLetInIsUnauthorized() throws Exception {
    String other = openSsh(Sshd.pair("ssh-ed25519", 256), "");

    fails(Reason.UNAUTHORIZED, "logging in at ada@", () -> run(known(), key(other)));
  }

  @Test
  void aWrongPasswordIsUnauthorizedAndNotShown() {
    assertThatThrownBy(() -> run(known(), password("sw0rdfish")))
        .isInstanceOfSatisfying(
            DriverException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNAUTHORIZED))
        .hasMessageNotContaining("sw0rdfish");
  }

  @Test
  void whatIsNoKeyIsUnauthorizedBeforeTheNetwork() {
    fails(Reason.UNAUTHORIZED, "no private key", () -> run(known(), key("wrong")));
    fails(
        Reason.UNAUTHORIZED,
        "no private key",
        () -> run(known(), key(sshd.key().replaceAll("[a-m]", "x"))));
    assertThat(sshd.sessions()).isZero();
  }

  @Test
  void aWrongPassphraseIsUnauthorized() throws Exception {
    String text = openSsh(Sshd.pair("ssh-ed25519", 256), "open sesame");

    fails(Reason.UNAUTHORIZED, "passphrase", () -> run(known(), key(text, "open barley")));
    fails(Reason.UNAUTHORIZED, "passphrase", () -> run(known(), key(text)));
  }

  @Test
  void noCredentialIsUnauthorized() {
    SshLogin none = new SshLogin(Optional.empty(), Optional.empty(), Optional.empty());

    fails(Reason.UNAUTHORIZED, "neither a credential 'key' nor", () -> run(known(), none));
  }

  @Test
  void anotherKeyOfTheServerIsUnauthorizedWithItsFingerprint() {
    String other = PublicKeyEntry.toString(Sshd.pair("ssh-ed25519", 256).getPublic());
    String shown = known().get(0).split(" ")[2];
    String fingerprint =
        "SHA256:"
            + Base64.getEncoder()
                .withoutPadding()
                .encodeToString(sha256(Base64.getDecoder().decode(shown)));

    fails(
        Reason.UNAUTHORIZED,
        fingerprint,
        () -> run(List.of(host() + " " + other), There.login(sshd)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String host() {
    return "[127.0.0.1]:" + sshd.port();
  }

  /** The server has two, and would rather show the other. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void oneKnownKeyOfSeveralIsEnough(int number) {
    assertThat(run(List.of(known().get(number)), There.login(sshd))).isEqualTo("in\n");
  }

  @Test
  void aKeyThatWasRevokedIsUnauthorized() {
    List<String> lines = new ArrayList<>(known());
    known().forEach(line -> lines.add("@revoked " + line));

    fails(Reason.UNAUTHORIZED, "SHA256:", () -> run(lines, There.login(sshd)));
  }

  @Test
  void aHashedLineNamesTheHost() throws Exception {
    byte[] salt = new byte[20];
    new SecureRandom().nextBytes(salt);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(salt, "HmacSHA1"));
    Base64.Encoder base64 = Base64.getEncoder();
    String hashed =
        "|1|"
            + base64.encodeToString(salt)
            + "|"
            + base64.encodeToString(mac.doFinal(host().getBytes(StandardCharsets.UTF_8)));

    assertThat(
            run(
                List.of("# of a test", "", known().get(0).replace(host(), hashed)),
                There.login(sshd)))
        .isEqualTo("in\n");
  }

  @Test
  void linesThatCannotBeUsedAreInvalid() {
    fails(Reason.INVALID, "no line", () -> run(List.of(), There.login(sshd)));
    fails(Reason.INVALID, "no line", () -> run(sshd.knownHosts(1), There.login(sshd)));
    fails(
        Reason.INVALID,
        "line 2 of the known hosts",
        () -> run(List.of("", host() + " ssh-ed25519 AAAAnonsense"), There.login(sshd)));
    fails(
        Reason.INVALID,
        "line 1",
        () -> run(List.of("@cert-authority " + known().get(0)), There.login(sshd)));
  }

  @Test
  void aFingerprintIsAsOthersShowIt() {
    assertThat(
            KeyUtils.getFingerPrint(
                BuiltinDigests.sha256, Sshd.pair("ssh-ed25519", 256).getPublic()))
        .matches("SHA256:[A-Za-z0-9+/]{43}");
  }
}
