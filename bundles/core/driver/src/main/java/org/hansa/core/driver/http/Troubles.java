package org.hansa.core.driver.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.hansa.core.driver.DriverException.Reason;

/**
 * What an exchange that broke off means.
 *
 * <p>A server that does not prove who it is counts as UNAVAILABLE: the one that we mean has not
 * been reached, and nothing was told to the other. A certificate is renewed, and a stranger in
 * between goes away, without a change of our arguments, so a later call may go well; but not within
 * this one. That our own certificate is refused is UNAUTHORIZED.
 */
final class Troubles {

  private static final Pattern OURS =
      Pattern.compile(
          ".*fatal alert: (.*certificate.*|unknown_ca|access_denied).*", Pattern.DOTALL);

  private Troubles() {}

  static Failed of(Throwable thrown) {
    Optional<Collected.TooLong> tooLong = within(thrown, Collected.TooLong.class);
    if (tooLong.isPresent()) {
      return failed(Reason.INTERNAL, tooLong.get().getMessage(), false, thrown);
    }
    Optional<SSLException> tls = within(thrown, SSLException.class);
    if (tls.isPresent()) {
      return tls(tls.get());
    }
    if (within(thrown, UnresolvedAddressException.class).isPresent()) {
      return failed(Reason.UNAVAILABLE, "its host name is not known", true, thrown);
    }
    if (within(thrown, HttpConnectTimeoutException.class).isPresent()) {
      return failed(Reason.UNAVAILABLE, "it does not answer when connected to", true, thrown);
    }
    if (within(thrown, ConnectException.class).isPresent()) {
      return failed(Reason.UNAVAILABLE, "it cannot be connected to", true, thrown);
    }
    if (within(thrown, ProtocolException.class).isPresent()) {
      return failed(Reason.INTERNAL, "what answers speaks no HTTP", false, thrown);
    }
    if (within(thrown, IOException.class).isPresent()) {
      return failed(Reason.UNAVAILABLE, "the connection broke off", true, thrown);
    }
    return failed(
        Reason.INTERNAL, "the exchange failed: " + Words.plain("" + thrown), false, thrown);
  }

  private static Failed tls(SSLException e) {
    if (OURS.matcher("" + e.getMessage()).matches()) {
      return failed(Reason.UNAUTHORIZED, "the server refuses the client's certificate", false, e);
    }
    Optional<String> proof =
        within(e, PinnedTrust.Mismatch.class)
            .map(Throwable::getMessage)
            .or(() -> outOfDate(e))
            .or(() -> unknown(e))
            .or(
                () ->
                    within(e, CertificateException.class)
                        .map(x -> "the server's certificate is for another host: " + words(x)));
    if (proof.isPresent()) {
      return failed(Reason.UNAVAILABLE, proof.get(), false, e);
    }
    boolean brokeOff =
        within(e, EOFException.class).isPresent() || within(e, SocketException.class).isPresent();
    return failed(Reason.UNAVAILABLE, "TLS failed: " + words(e), brokeOff, e);
  }

  private static Optional<String> unknown(SSLException e) {
    return within(e, CertPathBuilderException.class).isPresent()
            || within(e, CertPathValidatorException.class).isPresent()
        ? Optional.of("nobody whom we trust vouches for the server's certificate")
        : Optional.empty();
  }

  private static Optional<String> outOfDate(SSLException e) {
    return within(e, CertificateExpiredException.class)
        .map(x -> "the server's certificate has expired: " + words(x))
        .or(
            () ->
                within(e, CertificateNotYetValidException.class)
                    .map(x -> "the server's certificate is not valid yet: " + words(x)));
  }

  private static String words(Exception e) {
    return Words.plain("" + e.getMessage());
  }

  private static Failed failed(Reason reason, String what, boolean passing, Throwable cause) {
    return new Failed(reason, what, passing, cause);
  }

  private static <T extends Throwable> Optional<T> within(Throwable thrown, Class<T> type) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .limit(20)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
