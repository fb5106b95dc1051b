package org.hansa.drivers.hansa;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hansa.core.driver.Deadline;
import org.hansa.core.driver.DriverException;
import org.hansa.core.driver.DriverException.Reason;
import org.hansa.core.driver.Opening;
import org.hansa.core.driver.http.Request;
import org.hansa.core.driver.workload.WorkloadSpec;

/** Brings the partner the artifacts that it lacks. */
record Contents(Partner partner, Opening.Content content) {

  private static final int BUFFER = 64 << 10;

  private record Put(String digest) {}

  void bring(WorkloadSpec spec, Deadline deadline) {
    spec.artifacts().stream()
        .map(WorkloadSpec.Artifact::digest)
        .distinct()
        .forEach(digest -> bring(digest, deadline));
  }

  private void bring(String digest, Deadline deadline) {
    Request asked = Request.head("/blobs/{digest}", digest);
    if (partner.find(asked, deadline).isPresent()) {
      return;
    }
    long length = length(digest, deadline);
    Request sent =
        Request.post("/blobs").stream(
                "application/octet-stream", length, () -> content.open(digest))
            .idempotent();
    String there = partner.send(sent, deadline).json(Put.class).digest();
    Bounds.require(
        there.equals(digest), "that it has got " + Bounds.shown(there) + " where " + digest);
  }

  /** It is read for that, and seen to be what it should be before any of it is sent. */
  private long length(String digest, Deadline deadline) {
    MessageDigest sum = sha256();
    long length = 0;
    try (InputStream in = content.open(digest)) {
      byte[] some = new byte[BUFFER];
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        sum.update(some, 0, n);
        length += n;
        if (deadline.passed()) {
          throw new DriverException(
              Reason.UNAVAILABLE, "the artifact " + digest + " was not read in time");
        }
      }
    } catch (DriverException e) {
      throw new DriverException(e.reason(), "the artifact " + digest + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DriverException(
          Reason.UNAVAILABLE, "the artifact " + digest + " cannot be read: " + e.getMessage(), e);
    }
    String found = "sha256:" + HexFormat.of().formatHex(sum.digest());
    if (!found.equals(digest)) {
      throw new DriverException(
          Reason.INTERNAL, "the artifact " + digest + " has the content of " + found);
    }
    return length;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
