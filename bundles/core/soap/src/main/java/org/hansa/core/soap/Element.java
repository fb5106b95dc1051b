package org.hansa.core.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One element as it was read. Attributes are by name; of those with a namespace the name is {@code
 * {namespace}name}.
 */
record Element(
    String space,
    String name,
    Map<String, String> attributes,
    StringBuilder said,
    List<Element> children) {

  static Element of(String space, String name, Map<String, String> attributes) {
    return new Element(space, name, Map.copyOf(attributes), new StringBuilder(), new ArrayList<>());
  }

  boolean is(String otherSpace, String otherName) {
    return space.equals(otherSpace) && name.equals(otherName);
  }

  /** Its own text, without that of its children. */
  String text() {
    return said.toString();
  }

  Optional<Element> child(String wanted) {
    return children.stream().filter(c -> c.name.equals(wanted)).findFirst();
  }

  /** The text of a child that the schema wants. */
  String value(String wanted) {
    return optional(wanted).orElse("");
  }

  Optional<String> optional(String wanted) {
    return child(wanted).map(Element::text);
  }

  /** As XML Schema writes a boolean; false if it is not said. */
  boolean flag(String wanted) {
    return optional(wanted)
        .map(String::strip)
        .filter(t -> t.equals("true") || t.equals("1"))
        .isPresent();
  }
}
