package org.hansa.core.api;

import java.io.IOException;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Content-addressed files: artefacts of applications. A digest is {@code sha256:} and 64 hex
 * digits.
 *
 * <p>What no resource names, in its spec or status, goes an hour or more after it was last put or
 * asked for by {@link #has}: so content may come before the document that names it.
 */
@ProviderType
public interface Blobs {

  /** The greatest blob, in bytes. */
  long MAX_BYTES = 512L << 20;

  /**
   * Stores what the stream gives until its end; the answer is durable. Content that is there
   * already is not stored twice.
   *
   * @throws Problem TOO_LARGE over {@link #MAX_BYTES}; EXHAUSTED if all blobs together would be
   *     over their quota
   */
  String put(InputStream content) throws IOException;

  boolean has(String digest);

  /**
   * @throws Problem NOT_FOUND
   */
  InputStream open(String digest) throws IOException;
}
