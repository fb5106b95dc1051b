package org.hansa.core.soap;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be asked; the element in the body says which. */
enum Operation {
  ORDER("OrderApplication"),
  CHANGE("ChangeApplication"),
  CANCEL("CancelApplication"),
  DESCRIBE("DescribeApplication"),
  LIST("ListApplications");

  final String element;

  Operation(String element) {
    this.element = element;
  }

  static Optional<Operation> of(String element) {
    return Arrays.stream(values()).filter(o -> o.element.equals(element)).findFirst();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(o -> o.element).toList();
  }

  /** What the header SOAPAction says for it, if it says anything. */
  String action() {
    return Contract.NAMESPACE + ":" + element;
  }
}
