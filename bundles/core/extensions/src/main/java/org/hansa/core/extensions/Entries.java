package org.hansa.core.extensions;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** What is in a zip, looked through before anybody else reads it: how much it is, and how often. */
final class Entries {

  private static final long MOST_BYTES = 512L << 20;
  private static final long MOST_OF_META = 8L << 20;
  private static final int MOST = 65_535;

  /** Manifest and signatures, which are read whole and found whatever the case of their names. */
  private static final Pattern META = Pattern.compile("(?i)META-INF/[^/]*");

  private Entries() {}

  /**
   * @throws ZipException if it holds too much, or one name twice: who reads it next might read the
   *     other one
   */
  static void check(ZipFile zip) throws IOException {
    if (zip.size() > MOST) {
      throw new ZipException("it has more than " + MOST + " entries");
    }
    Set<String> names = new HashSet<>();
    long left = MOST_BYTES;
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().<ZipEntry>map(e -> e)::iterator) {
      String name = entry.getName();
      boolean meta = META.matcher(name).matches();
      if (!names.add(meta ? name.toUpperCase(Locale.ROOT) : name)) {
        throw new ZipException("it has two entries '" + name + "'");
      }
      long most = meta ? Math.min(left, MOST_OF_META) : left;
      long size = size(zip, entry, most);
      if (size > most) {
        throw new ZipException("unpacked it is too much, at '" + name + "'");
      }
      left -= size;
    }
  }

  /** As it is, whatever is said of it; what is over the most is not read on. */
  private static long size(ZipFile zip, ZipEntry entry, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try (InputStream in = zip.getInputStream(entry)) {
      for (int n = in.read(buffer); n >= 0 && size <= most; n = in.read(buffer)) {
        size += n;
      }
    }
    return size;
  }
}
