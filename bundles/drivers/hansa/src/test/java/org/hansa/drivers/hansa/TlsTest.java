package org.hansa.drivers.hansa;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.place.SiteFacet;
import org.hansa.core.testing.fault.Identity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By what a partner's server is known. */
class TlsTest extends Bench {

  private static final String OFFER =
      "{\"spec\":{},\"status\":{\"inForce\":true,\"sites\":[{\"name\":\"hall\",\"provider\":\"x\","
          + "\"jurisdiction\":\"DE\",\"simulated\":false}]}}";

  private Identity identity;
  private Canned partner;

  @BeforeEach
  void listen() throws Exception {
    identity = Identity.make(folder, "partner");
    partner = closing(Canned.tls(identity.context(), asked -> OFFER));
  }

  private SiteFacet sites(Optional<String> authorities, Optional<String> pin) {
    URI url = URI.create("https://localhost:" + partner.port() + "/");
    HansaOptions options = new HansaOptions(url, "guest", "shared", authorities, pin);
    return facet(session(options, Provider.credentials()), SiteFacet.class);
  }

  private static String pin(byte[] of) throws Exception {
    return "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(of));
  }

  @Test
  void whoIsKnownByItsCertificateIsAsked() throws Exception {
    String pin = pin(identity.certificate().getEncoded());

    assertThat(sites(Optional.empty(), Optional.of(pin)).all(soon())).hasSize(1);
    assertThat(partner.asked()).containsExactly("GET /api/v1/offers/guest/shared");
    assertThat(sites(Optional.of(identity.certificatePem()), Optional.empty()).all(soon()))
        .hasSize(1);
  }

  @Test
  void aStrangerIsToldNothing() throws Exception {
    String pin = pin(new byte[] {1});

    fails(Reason.UNAVAILABLE, "", () -> sites(Optional.empty(), Optional.of(pin)).all(soon()));
    fails(Reason.UNAVAILABLE, "", () -> sites(Optional.empty(), Optional.empty()).all(soon()));
    assertThat(partner.asked()).isEmpty();
  }

  @Test
  void twoWaysToTrustAreOneTooMany() throws Exception {
    Optional<String> pem = Optional.of(identity.certificatePem());

    fails(Reason.INVALID, "leave one out", () -> sites(pem, Optional.of("sha256:00")));
  }
}
