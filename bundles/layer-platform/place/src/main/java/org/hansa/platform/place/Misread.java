package org.hansa.platform.place;

/** An instance or a solution that cannot be read: one line with the file, the line and the cure. */
public final class Misread extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param line from 1
   * @param what what is there and what should be, with the value
   * @param cure one sentence
   */
  public Misread(String file, long line, String what, String cure) {
    super(file + ":" + line + ": " + what + ". " + cure);
  }
}
