package org.hansa.core.api;

import com.fasterxml.jackson.databind.node.TextNode;

/**
 * Refuses texts with half a character, which only an escape can say ({@code "\ud800"}): UTF-8 has
 * none, so such a text would not come out of other doors and of files as it came in (RFC 7493). The
 * parser refuses them in names itself.
 */
final class Halves extends Decimals {

  private static final long serialVersionUID = 1;

  /**
   * @throws Problem INVALID if it has one
   */
  @Override
  public TextNode textNode(String text) {
    if (text != null) {
      check(text);
    }
    return super.textNode(text);
  }

  private static void check(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isSurrogatePair(c, at + 1 < text.length() ? text.charAt(at + 1) : 0);
        if (!pair) {
          throw Problem.invalid(
              "character",
              String.format("\\u%04x", (int) c),
              "a whole one",
              "Write both halves of the pair, or the character itself.");
        }
        at++;
      }
    }
  }
}
