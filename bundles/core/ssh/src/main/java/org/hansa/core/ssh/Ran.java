package org.hansa.core.ssh;

import java.nio.charset.StandardCharsets;

/** How a command ended, and what it said. */
public final class Ran {

  private final int exit;
  private final byte[] out;
  private final byte[] err;

  Ran(int exit, byte[] out, byte[] err) {
    this.exit = exit;
    this.out = out;
    this.err = err;
  }

  /** Its exit code; -1 if a signal ended it. */
  public int exit() {
    return exit;
  }

  /** Its standard output, whole. */
  public byte[] out() {
    return out.clone();
  }

  /** Its standard output as UTF-8. */
  public String text() {
    return new String(out, StandardCharsets.UTF_8);
  }

  /** Its standard error as UTF-8, of which only the first part is kept if it was long. */
  public String complaint() {
    return new String(err, StandardCharsets.UTF_8).strip();
  }

  @Override
  public String toString() {
    return "Ran[exit " + exit + ", " + out.length + " bytes]";
  }
}
