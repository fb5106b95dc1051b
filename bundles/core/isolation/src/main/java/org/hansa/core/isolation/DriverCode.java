package org.hansa.core.isolation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A driver that is to be isolated: where its classes and those of its process come from. */
interface DriverCode {

  /** Its class. */
  String driver();

  /** Whose it is, for messages. */
  String owner();

  /** Mebibytes of heap. */
  int memory();

  /**
   * Lays copies into a folder that is empty, or finds files that stay.
   *
   * @throws IOException if they cannot be written
   */
  Layout lay(Path folder) throws IOException;

  /** A class of the driver's: only for records. */
  Class<?> load(String name) throws ClassNotFoundException;

  /**
   * Class paths.
   *
   * @param process of the program that hosts the driver
   * @param driver of the driver alone
   */
  record Layout(List<Path> process, List<Path> driver) {}
}
