package org.hansa.itests.simulation;

/** Whether a process still lives. */
@FunctionalInterface
interface Life {

  boolean alive();

  /** A process that is paused does nothing, and does not know. */
  default boolean paused() {
    return false;
  }
}
