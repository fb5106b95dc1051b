package org.hansa.drivers.simulator.data;

import java.util.List;
import java.util.Map;

/** A value of a document, and where it stands. */
sealed interface Node {

  At at();

  /**
   * A place in a document.
   *
   * @param line counted from one
   */
  record At(String file, int line) {
    @Override
    public String toString() {
      return file + ", line " + line;
    }
  }

  /** A number, a word or a text: which of them, the reader decides by what it needs. */
  record Scalar(At at, String text) implements Node {}

  record Items(At at, List<Node> all) implements Node {}

  /** In the order of the document. */
  record Fields(At at, Map<String, Node> all) implements Node {}
}
