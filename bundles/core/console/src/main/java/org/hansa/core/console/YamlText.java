package org.hansa.core.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hansa.core.api.Json;

/**
 * Writes JSON as YAML that every reader takes alike, those of YAML 1.1 too: only plain words stand
 * without quotes, and none that some reader bends ({@code no}, {@code on}).
 */
public final class YamlText {

  private static final List<String> BENT =
      List.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private static final int LONGEST_PLAIN = 100;

  /** A key that is written longer than about a thousand characters must be announced. */
  private static final int LONGEST_KEY = 1000;

  private final StringBuilder text = new StringBuilder();

  private YamlText() {}

  /** One document, with a line end. */
  public static String of(JsonNode tree) {
    YamlText written = new YamlText();
    if (isFlat(tree)) {
      written.flat(tree);
      written.text.append('\n');
    } else {
      written.block(tree, 0);
    }
    return written.text.toString();
  }

  private static boolean isFlat(JsonNode tree) {
    return tree.isValueNode() || tree.isEmpty();
  }

  private void flat(JsonNode tree) {
    if (tree.isTextual()) {
      word(tree.textValue());
    } else {
      text.append(Json.text(tree));
    }
  }

  /** Its first line is indented already. */
  private void block(JsonNode tree, int depth) {
    if (tree.isObject()) {
      Iterator<Map.Entry<String, JsonNode>> fields = tree.properties().iterator();
      for (boolean first = true; fields.hasNext(); first = false) {
        Map.Entry<String, JsonNode> field = fields.next();
        indent(first ? 0 : depth);
        key(field.getKey(), depth);
        value(field.getValue(), depth);
      }
    } else {
      for (int i = 0; i < tree.size(); i++) {
        indent(i == 0 ? 0 : depth);
        text.append("- ");
        if (isFlat(tree.get(i))) {
          flat(tree.get(i));
          text.append('\n');
        } else {
          block(tree.get(i), depth + 1);
        }
      }
    }
  }

  private void key(String name, int depth) {
    int from = text.length();
    word(name);
    if (text.length() - from > LONGEST_KEY) {
      text.insert(from, "? ").append('\n');
      indent(depth);
    }
    text.append(':');
  }

  private void value(JsonNode tree, int depth) {
    if (isFlat(tree)) {
      text.append(' ');
      flat(tree);
      text.append('\n');
    } else {
      text.append('\n');
      indent(depth + 1);
      block(tree, depth + 1);
    }
  }

  private void indent(int depth) {
    text.append("  ".repeat(depth));
  }

  private void word(String word) {
    if (isPlain(word)) {
      text.append(word);
      return;
    }
    text.append('"');
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean pair = i + 1 < word.length() && Character.isSurrogatePair(c, word.charAt(i + 1));
      if (pair) {
        text.append(c).append(word.charAt(++i));
      } else if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else if (isPrinted(c)) {
        text.append(c);
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    text.append('"');
  }

  private static boolean isPlain(String word) {
    if (word.isEmpty() || word.length() > LONGEST_PLAIN || !isLetter(word.charAt(0))) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      char c = word.charAt(i);
      if (!isLetter(c) && !(c >= '0' && c <= '9') && "._/-@".indexOf(c) < 0) {
        return false;
      }
    }
    return !BENT.contains(word.toLowerCase(Locale.ROOT));
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** What no reader takes for a line's end, a mark or an error. */
  private static boolean isPrinted(char c) {
    return (c >= 0x20 && c < 0x7f)
        || (c >= 0xa0
            && c != 0x2028
            && c != 0x2029
            && c != 0xfeff
            && c < 0xfffe
            && !Character.isSurrogate(c));
  }
}
