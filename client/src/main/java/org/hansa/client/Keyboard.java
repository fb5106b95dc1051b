package org.hansa.client;

import java.util.Optional;

/** Somebody who can be asked; empty at Ctrl-D. */
interface Keyboard {

  Optional<String> line(String prompt);

  /** Without echo. */
  Optional<String> hidden(String prompt);
}
