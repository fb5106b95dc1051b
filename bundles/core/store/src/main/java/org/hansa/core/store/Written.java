package org.hansa.core.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import org.hansa.core.api.Json;
import org.hansa.core.api.Resource;
import org.hansa.core.api.ResourceJson;

/** The text of a resource, which is sure to be readable again: else the next start would fail. */
final class Written {

  /** Below the bounds of the mapper nothing can go wrong; what is near them is tried. */
  private static final int PLAIN_DEPTH = 60;

  private static final int PLAIN_NAME = 500;
  private static final int PLAIN_LENGTH = 200_000;

  private Written() {}

  /**
   * @throws org.hansa.core.api.Problem if it is longer or deeper than any reader accepts
   */
  static String text(Resource resource) {
    ObjectNode tree = ResourceJson.write(resource);
    String text = Json.text(tree);
    if (text.length() > PLAIN_LENGTH || !isPlain(tree, PLAIN_DEPTH)) {
      Json.read(text);
    }
    return text;
  }

  private static boolean isPlain(JsonNode node, int depth) {
    if (!node.isContainerNode()) {
      return true;
    }
    if (depth == 0) {
      return false;
    }
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      if (names.next().length() > PLAIN_NAME) {
        return false;
      }
    }
    for (JsonNode child : node) {
      if (!isPlain(child, depth - 1)) {
        return false;
      }
    }
    return true;
  }
}
