package org.hansa.core.driver;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a facet can be tried with on the endpoint as it is: small, cheap and harmless, for it is
 * really made there, also on a live system, and removed again.
 *
 * @param spec what is made first
 * @param changed another that it can be changed into
 */
public record Trial<S extends Record>(S spec, S changed) {

  /** The digest of the one artefact that a trial may name; its content is {@link #artifact()}. */
  public static final String ARTIFACT =
      "sha256:477e1f630006bdf970c21658b988f81eb08f4f4338036794b87e68f8d5bb86a8";

  private static final byte[] CONTENT = "Hansa tries this.\n".getBytes(StandardCharsets.US_ASCII);

  /** How long the artefact is, in bytes. */
  public static long artifactSize() {
    return CONTENT.length;
  }

  /** Of whoever tries a driver: what {@link Opening.Content} gives for {@link #ARTIFACT}. */
  public static InputStream artifact() {
    return new ByteArrayInputStream(CONTENT);
  }
}
