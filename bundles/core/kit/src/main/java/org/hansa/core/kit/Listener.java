package org.hansa.core.kit;

/** Hears how far a verification is, on the thread that runs it. */
public interface Listener {

  Listener SILENT = new Listener() {};

  /**
   * @param n which rule it is, from 1
   * @param of how many there are
   */
  default void begun(Rule rule, int n, int of) {}

  default void ended(Verdict verdict, int n, int of) {}
}
