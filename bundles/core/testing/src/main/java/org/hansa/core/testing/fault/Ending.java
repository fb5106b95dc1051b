package org.hansa.core.testing.fault;

/** How a connection ends before its time. */
public enum Ending {
  /** In order, as if all had been said. */
  CLOSE,
  /** At once; who reads or writes then fails. */
  RESET,
  /**
   * Not at all: nothing more is heard or said, whatever the client does, until the proxy is closed.
   */
  SILENCE
}
