package org.hansa.core.store;

import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** The text of a resource, which is sure to be readable again: else the next start would fail. */
final class Written {

  /** Below the bounds of the mapper nothing can go wrong; what is near them is tried. */
  private static final int PLAIN_DEPTH = 60;

  private static final int PLAIN_STRING = 500;
  private static final int PLAIN_LENGTH = 200_000;

  private Written() {}

  /**
   * @throws org.hansa.core.api.Problem if it is longer or deeper than any reader accepts
   */
  static String text(Resource resource) {
    String text = ResourceJson.text(resource);
    if (text.length() > PLAIN_LENGTH || !isPlain(text)) {
      Json.read(text);
    }
    return text;
  }

  /** True if nothing in it is deep, and no string or name is long. */
  private static boolean isPlain(String json) {
    int depth = 0;
    int quote = -1; // where the string began that it is in
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (quote >= 0) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          if (i - quote > PLAIN_STRING) {
            return false;
          }
          quote = -1;
        }
      } else if (c == '"') {
        quote = i;
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
}
