package org.hansa.core.testing.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A key for localhost and a certificate that it signed itself, made by the JDK's keytool. */
public final class Identity {

  private static final String PASSWORD = "of a test";

  private static final List<String> USUAL =
      List.of("-ext", "SAN=dns:localhost,ip:127.0.0.1", "-validity", "2");

  private final KeyStore keys;

  private Identity(KeyStore keys) {
    this.keys = keys;
  }

  /**
   * @param folder in which it is kept under this name
   */
  public static Identity make(Path folder, String name)
      throws IOException, GeneralSecurityException {
    return make(folder, name, USUAL);
  }

  /**
   * @param said to keytool of whom it is for and how long, for instance {@code -validity 2}
   */
  public static Identity make(Path folder, String name, List<String> said)
      throws IOException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool") + "",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file + "",
                "-storepass",
                PASSWORD));
    command.addAll(said);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile())
            .start();
    try {
      if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
        keytool.destroyForcibly();
        throw new IOException("keytool: " + Files.readString(folder.resolve(name + ".log")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return new Identity(keys);
  }

  /**
   * As a server reads it: a PKCS#12 file, and its password in a file beside it, for nobody else.
   */
  public Path stored(Path folder, String name) throws IOException, GeneralSecurityException {
    Path file = owned(folder.resolve(name));
    try (OutputStream out = Files.newOutputStream(file)) {
      keys.store(out, PASSWORD.toCharArray());
    }
    Files.writeString(owned(folder.resolve(name + ".password")), PASSWORD + "\n");
    return file;
  }

  private static Path owned(Path file) throws IOException {
    return Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  public Certificate certificate() throws GeneralSecurityException {
    return keys.getCertificate(keys.aliases().nextElement());
  }

  public String certificatePem() throws GeneralSecurityException {
    return pem("CERTIFICATE", certificate().getEncoded());
  }

  public String keyPem() throws GeneralSecurityException {
    Key key = keys.getKey(keys.aliases().nextElement(), PASSWORD.toCharArray());
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String sort, byte[] encoded) {
    return "-----BEGIN "
        + sort
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(encoded)
        + "\n-----END "
        + sort
        + "-----\n";
  }

  /** Of a server that shows this. */
  public SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown(), null, null);
    return context;
  }

  /** Of a server that shows this, and of clients too trusts nobody else. */
  public SSLContext mutual() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown(), trusted(), null);
    return context;
  }

  private KeyManager[] shown() throws GeneralSecurityException {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }

  /** Of a client that trusts this and nobody else. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted(), null);
    return context;
  }

  private TrustManager[] trusted() throws GeneralSecurityException, IOException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("trusted", certificate());
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
