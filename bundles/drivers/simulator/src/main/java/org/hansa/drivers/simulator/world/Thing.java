package org.hansa.drivers.simulator.world;

import java.util.List;
import java.util.OptionalLong;

/** What is kept of an external object: a record of plain values. */
public interface Thing {

  /** Of the spec that it was made by: another spec has another. */
  String print();

  /** All that it takes of anything. */
  List<Hold> holds();

  /** When it changes by itself, beside becoming ready, in simulated time. */
  default OptionalLong turns() {
    return OptionalLong.empty();
  }
}
