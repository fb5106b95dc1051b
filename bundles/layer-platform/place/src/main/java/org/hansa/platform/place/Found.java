package org.hansa.platform.place;

import java.io.IOException;
import java.nio.file.Path;

/** What a search found, as it is said and written. */
interface Found {

  /** One object, in one line. */
  String json() throws IOException;

  /** For people. */
  String text();

  /** Whether all has its place and no rule is broken. */
  boolean isWhole();

  void write(Path file) throws IOException;
}
