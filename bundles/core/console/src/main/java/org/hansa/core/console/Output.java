package org.hansa.core.console;

/** Where is written: a terminal, or a pipe. */
public interface Output {

  /** One line; what stands in it is shown as it is. */
  void line(String text);

  void table(Table table);

  /** In characters; 0 if there is none to fit, so that a pipe gets all. */
  int width();
}
