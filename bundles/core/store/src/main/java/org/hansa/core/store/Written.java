package org.hansa.core.store;

import java.nio.charset.StandardCharsets;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** The text of a resource, which is sure to be readable again: else the next start would fail. */
final class Written {

  /** Below the bounds of the mapper nothing can go wrong; what is near them is tried. */
  private static final int PLAIN_DEPTH = 60;

  /** Of a string, a number, or a name: far below what any of them may be. */
  private static final int PLAIN_STRING = 100_000;

  private static final int PLAIN_NAME = 500;
  private static final int PLAIN_LENGTH = 200_000;

  private final String json;
  private final byte[] utf8;

  private Written(String json, byte[] utf8) {
    this.json = json;
    this.utf8 = utf8;
  }

  String json() {
    return json;
  }

  /** The same in UTF-8; not a copy. */
  byte[] utf8() {
    return utf8;
  }

  /**
   * @throws org.hansa.core.api.Problem if it is longer or deeper than any reader accepts
   */
  static Written of(Resource resource) {
    byte[] utf8 = ResourceJson.utf8(resource);
    String json = new String(utf8, StandardCharsets.UTF_8);
    if (json.length() > PLAIN_LENGTH || !isPlain(json)) {
      Json.read(json);
    }
    return new Written(json, utf8);
  }

  /** True if nothing in it is deep, and no string or name is long. */
  private static boolean isPlain(String json) {
    int depth = 0;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"') {
        int end = end(json, i);
        boolean name = end + 1 < json.length() && json.charAt(end + 1) == ':';
        if (end - i > (name ? PLAIN_NAME : PLAIN_STRING)) {
          return false;
        }
        i = end;
      } else if (c == '{' || c == '[') {
        depth++;
        if (depth > PLAIN_DEPTH) {
          return false;
        }
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return true;
  }

  /** Where the string ends that begins here: at a quote that nothing escapes. */
  private static int end(String json, int quote) {
    int end = json.indexOf('"', quote + 1);
    while (end > 0 && isEscaped(json, end)) {
      end = json.indexOf('"', end + 1);
    }
    return end > 0 ? end : json.length();
  }

  private static boolean isEscaped(String json, int quote) {
    int before = quote - 1;
    while (json.charAt(before) == '\\') {
      before--;
    }
    return (quote - before) % 2 == 0;
  }
}
