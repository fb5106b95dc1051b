package org.hansa.core.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.hansa.core.api.Blobs;
import org.hansa.core.api.Problem;

/** What does not fit into a resource, by its digest. */
final class MemoryBlobs implements Blobs {

  private final Map<String, byte[]> all = new HashMap<>();

  @Override
  public String put(InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    String digest = "sha256:" + HexFormat.of().formatHex(sha256().digest(bytes));
    all.put(digest, bytes);
    return digest;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean has(String digest) {
    return all.containsKey(digest);
  }

  @Override
  public InputStream open(String digest) {
    return new ByteArrayInputStream(
        Optional.ofNullable(all.get(digest))
            .orElseThrow(
                () -> new Problem(Problem.Reason.NOT_FOUND, "no blob " + digest, "Put it first.")));
  }
}
