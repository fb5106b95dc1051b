package org.hansa.core.testing.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hansa.core.api.store.Store;

/**
 * What every store must do, as rules that a test runs one by one on a fresh subject each. A rule
 * that is broken throws AssertionError.
 */
public final class StoreContract {

  /** A store under test, empty at first; closing ends all that it opened. */
  public interface Subject extends AutoCloseable {

    Store store();

    /** The same state, opened anew after it was closed. */
    Store reopen() throws Exception;

    /** A second node's view of the same state, if several can share it; always the same one. */
    Optional<Store> another();

    /** Changes that are kept at least; a few hundred, so that a test can go beyond. */
    int retained();

    /**
     * How many resources of the catalogue, and how many entries, are paged and searched: a few
     * thousand at least. By itself some, or as many as {@code -Dhansa.entries} says.
     */
    default int many() {
      return Integer.getInteger("hansa.entries", 20_000);
    }

    @Override
    void close();
  }

  /** How a rule is tried. */
  @FunctionalInterface
  public interface Check {
    void on(Subject subject) throws Exception;
  }

  /**
   * @param id by which a defect is named
   * @param sentence what holds
   */
  public record Rule(String id, String sentence, Check check) {
    @Override
    public String toString() {
      return id;
    }
  }

  private StoreContract() {}

  /** All rules. */
  public static List<Rule> rules() {
    return Stream.of(
            CommitRules.all(),
            WatchRules.all(),
            PastRules.all(),
            RecordRules.all(),
            CatalogueRules.all(),
            LeaseRules.all())
        .flatMap(List::stream)
        .toList();
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** All views of the subject: one, or two nodes. */
  static List<Store> views(Subject subject) {
    return Stream.concat(Stream.of(subject.store()), subject.another().stream()).toList();
  }
}
