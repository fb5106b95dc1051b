package org.hansa.core.api;

/** Where what takes long tells how far it is. Returns at once. */
@FunctionalInterface
public interface Progress {

  /** To whom nobody listens. */
  Progress UNHEARD = (done, total, line) -> {};

  /**
   * @param done of {@code total}; both 0 where that cannot be told
   * @param line for people
   */
  void at(long done, long total, String line);

  /** What is done, where how much of all it is cannot be told. */
  default void at(String line) {
    at(0, 0, line);
  }
}
