package org.hansa.drivers.sshhost;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Content that cannot come to its end if it is another than it should be. */
final class Checked extends FilterInputStream {

  private final MessageDigest digest = Specs.sha256();
  private final String wanted;
  private boolean ended;

  Checked(InputStream in, String wanted) {
    super(in);
    this.wanted = wanted;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int n = super.read(bytes, from, length);
    if (n > 0) {
      digest.update(bytes, from, n);
    } else if (n < 0 && !ended) {
      ended = true;
      String found = "sha256:" + HexFormat.of().formatHex(digest.digest());
      if (!found.equals(wanted)) {
        throw new IOException("the content is " + found + ", not " + wanted);
      }
    }
    return n;
  }
}
