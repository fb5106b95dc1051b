package org.hansa.core.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A look at the bytes of a document: whether it is plain to see that it fits. Most that are written
 * do, and this is told in half of the time of a {@link SchemaWalk}, which is left to look at the
 * others: what is escaped, what is not in ASCII, what does not fit or is not canonical.
 */
final class Glance {

  private static final int DEEPEST = 32;

  /** Of a number: its characters. */
  private static final int LONGEST = 18;

  private final byte[] text;
  private int at;
  private int depth;

  /** Of the last number: what stands before its point, and whether it has one. */
  private long digits;

  private boolean broken;

  private Glance(byte[] text) {
    this.text = text;
  }

  /**
   * @return true if it fits; false if it does not, or may
   */
  static boolean fits(Fit fit, byte[] utf8) {
    Glance glance = new Glance(utf8);
    return glance.value(fit) && glance.at == utf8.length;
  }

  private boolean value(Fit fit) {
    return switch (fit.type) {
      case OBJECT -> object(fit);
      case ARRAY -> array(fit);
      case TEXT -> text(fit);
      case BOOLEAN -> word("true") || word("false");
      case INTEGER -> number(fit, true);
      case NUMBER -> number(fit, false);
      case ANY -> any();
    };
  }

  private boolean object(Fit fit) {
    if (!take('{')) {
      return false;
    }
    int required = 0;
    int count = 0;
    int place = 0;
    int formerBegin = 0;
    int formerEnd = 0;
    long former = 0;
    boolean more = !take('}');
    while (more) {
      int begin = at + 1;
      if (!string()) {
        return false;
      }
      int end = at - 1;
      long head = Fit.head(text, begin, end);
      // In order, so that none is there twice.
      boolean next =
          former < head
              || count == 0
              || (former == head
                  && Arrays.compareUnsigned(text, formerBegin, formerEnd, text, begin, end) < 0);
      if (!next || !take(':')) {
        return false;
      }
      place = fit.place(place, head, text, begin, end);
      Optional<Fit.Field> field = fit.named(place, head, text, begin, end);
      if (!field(fit, field)) {
        return false;
      }
      required += field.isPresent() && field.get().required() ? 1 : 0;
      count++;
      formerBegin = begin;
      formerEnd = end;
      former = head;
      more = take(',');
      if (!more && !take('}')) {
        return false;
      }
    }
    return required == fit.required && count <= fit.most;
  }

  private boolean field(Fit fit, Optional<Fit.Field> field) {
    if (field.isPresent()) {
      return value(field.get().fit());
    }
    return fit.others.isPresent() ? value(fit.others.get()) : fit.open && any();
  }

  private boolean array(Fit fit) {
    if (!take('[')) {
      return false;
    }
    int count = 0;
    boolean more = !take(']');
    while (more) {
      count++;
      if (!(fit.items.isPresent() ? value(fit.items.get()) : any())) {
        return false;
      }
      more = take(',');
      if (!more && !take(']')) {
        return false;
      }
    }
    return count <= fit.most;
  }

  private boolean text(Fit fit) {
    int begin = at + 1;
    if (fit.formatted || !string() || at - 1 - begin > fit.most) {
      return false;
    }
    if (fit.words.isEmpty()) {
      return fit.pattern.isEmpty() || fit.pattern.get().matches(text, begin, at - 1);
    }
    return fit.words.contains(new String(text, begin, at - 1 - begin, StandardCharsets.US_ASCII));
  }

  /** Between two whole numbers, both of which must be within the bounds. */
  private boolean number(Fit fit, boolean whole) {
    boolean negative = peek() == '-';
    if (!number() || (whole && broken)) {
      return false;
    }
    long outer = broken ? digits + 1 : digits;
    return negative
        ? -outer >= fit.least && -digits <= fit.greatest
        : digits >= fit.least && outer <= fit.greatest;
  }

  /** One without an exponent; longer ones, which are rare, are not looked at. */
  private boolean number() {
    int begin = at;
    take('-');
    boolean zero = peek() == '0';
    int first = at;
    digits = digits();
    boolean good = at > first && (!zero || at == first + 1);
    broken = good && take('.');
    if (broken) {
      int second = at;
      long unused = digits();
      good = at > second;
    }
    return good && at - begin <= LONGEST && peek() != 'e' && peek() != 'E';
  }

  /** Of more than are taken it is any number. */
  private long digits() {
    long sum = 0;
    while (isDigit()) {
      sum = 10 * sum + (text[at] - '0');
      at++;
    }
    return sum;
  }

  private boolean isDigit() {
    return peek() >= '0' && peek() <= '9';
  }

  /** A value of any form. */
  private boolean any() {
    return switch (peek()) {
      case '{' -> structure('{', '}', true);
      case '[' -> structure('[', ']', false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean structure(char begin, char end, boolean named) {
    take(begin);
    depth++;
    boolean good = depth <= DEEPEST && (take(end) || elements(end, named));
    depth--;
    return good;
  }

  private boolean elements(char end, boolean named) {
    do {
      boolean good = (!named || (string() && take(':'))) && any();
      if (!good) {
        return false;
      }
    } while (take(','));
    return take(end);
  }

  /** Steps over a text in quotes that is no longer in bytes than in characters. */
  private boolean string() {
    if (peek() != '"') {
      return false;
    }
    int i = at + 1;
    while (i < text.length && text[i] >= ' ' && text[i] != '"' && text[i] != '\\') {
      i++;
    }
    at = i + 1;
    return i < text.length && text[i] == '"';
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (at + i >= text.length || text[at + i] != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private boolean take(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  /** What is next; a blank, which nothing begins with, after the end. */
  private byte peek() {
    return at < text.length ? text[at] : (byte) ' ';
  }
}
