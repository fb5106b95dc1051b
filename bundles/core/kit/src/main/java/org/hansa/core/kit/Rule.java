package org.hansa.core.kit;

import java.util.Optional;

/**
 * What must hold of a driver.
 *
 * @param id by which a defect is named: {@code apply-idempotent}
 * @param sentence what holds
 * @param ability the name of the ability that it is about; empty if it is about the driver itself
 *     or about every ability
 * @param check how it is tried
 */
public record Rule(String id, String sentence, Optional<String> ability, Check check) {

  /** Tries a rule; one that is broken is said by an exception of the kit's own. */
  @FunctionalInterface
  public interface Check {
    void on(Stage stage);
  }

  /** A rule about the driver itself or all of its abilities. */
  static Rule of(String id, String sentence, Check check) {
    return new Rule(id, sentence, Optional.empty(), check);
  }

  static Rule of(String ability, String id, String sentence, Check check) {
    return new Rule(id, sentence, Optional.of(ability), check);
  }

  /** A rule that every object facet obeys. */
  static Rule each(String id, String sentence, FacetCheck check) {
    return of(id, sentence, stage -> stage.each(check));
  }

  @Override
  public String toString() {
    return id;
  }
}
