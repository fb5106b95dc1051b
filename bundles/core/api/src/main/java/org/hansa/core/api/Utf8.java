package org.hansa.core.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of JSON in UTF-8 as they are put together. What is ASCII, as most is, costs least. */
final class Utf8 {

  private byte[] bytes;
  private int size;

  /**
   * @param size that will be about enough
   */
  Utf8(int size) {
    bytes = new byte[Math.max(16, size)];
  }

  Utf8 add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  /** As it is. */
  Utf8 add(String ascii) {
    int length = ascii.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  Utf8 add(byte[] some) {
    room(some.length);
    System.arraycopy(some, 0, bytes, size, some.length);
    size += some.length;
    return this;
  }

  /** As a JSON string, in quotes. */
  Utf8 quoted(String text) {
    int length = text.length();
    int begin = size;
    room(length + 2);
    bytes[size++] = '"';
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        size = begin;
        StringBuilder escaped = new StringBuilder(length + 8);
        Json.quote(escaped, text);
        return add(escaped.toString().getBytes(StandardCharsets.UTF_8));
      }
      bytes[size++] = (byte) c;
    }
    bytes[size++] = '"';
    return this;
  }

  char last() {
    return (char) bytes[size - 1];
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.addExact(size, Math.max(size, more)));
    }
  }

  byte[] toBytes() {
    return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
  }

  @Override
  public String toString() {
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
